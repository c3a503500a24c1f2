-- skein: undo, lossy
drop table shipments;
