-- One tenant has it already: somebody made it by hand.
create index if not exists invoices_by_customer on invoices (customer);
