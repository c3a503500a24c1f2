alter table tickets add column due_on date;
