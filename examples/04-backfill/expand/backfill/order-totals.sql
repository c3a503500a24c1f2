update orders set total_cents = net_cents + net_cents * vat_percent / 100
where id in (select id from orders where total_cents is null order by id limit ${batch});
