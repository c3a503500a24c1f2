-- skein: undo, lossless
drop index one_order_a_number;
drop table order_numbers;
