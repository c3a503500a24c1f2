-- skein: undo, lossy
DROP TABLE invoices;
