-- skein: undo, lossless
alter table orders alter column currency drop not null;
