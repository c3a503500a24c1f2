-- What a schema is made of: kind, owner, name, definition, a column's place.
-- Parsed with pg_catalog alone on the search_path, so that no function or operator of a tenant is
-- ever called; run with the tenant's schema first, so that PostgreSQL writes its objects' names
-- without the schema and all others with theirs.
with space as (
  select oid, nspname from pg_namespace where nspname = current_setting('skein.schema')
),
-- An extension answers for its members; the server makes the constructors of range types.
made_elsewhere as (
  select classid, objid from pg_depend where deptype = 'e'
  union all
  select classid, objid from pg_depend
    where deptype = 'i' and classid = 'pg_proc'::regclass and refclassid = 'pg_type'::regclass
),
relation as (
  select c.* from pg_class c join space s on s.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c')
      and c.relname not in ('flyway_schema_history', '_prisma_migrations')
      and left(c.relname, 6) <> 'skein_'
      and (('pg_class'::regclass)::oid, c.oid) not in (select classid, objid from made_elsewhere)
),
datatype as (
  select t.* from pg_type t join space s on s.oid = t.typnamespace
    where t.typtype in ('e', 'd', 'r')
      and (('pg_type'::regclass)::oid, t.oid) not in (select classid, objid from made_elsewhere)
),
routine as (
  select p.*, s.nspname,
         format('%s(%s)', p.proname, oidvectortypes(p.proargtypes)) as signature
    from pg_proc p join space s on s.oid = p.pronamespace
    where left(p.proname, 6) <> 'skein_'
      and (('pg_proc'::regclass)::oid, p.oid) not in (select classid, objid from made_elsewhere)
),
attribute as (
  select a.*, format_type(a.atttypid, a.atttypmod)
           || case when a.attcollation not in (0, t.typcollation)
                then ' collate ' || a.attcollation::regcollation::text else '' end as type,
         (row_number() over (partition by a.attrelid order by a.attnum))::int as place
    from relation r join pg_attribute a on a.attrelid = r.oid join pg_type t on t.oid = a.atttypid
    where r.relkind <> 'S' and a.attnum > 0 and not a.attisdropped
),
-- Since 18 a NOT NULL is a constraint too, with properties that it had not before.
unusual_not_null as (
  select conrelid, conkey, concat_ws(' ', case when not convalidated then 'not valid' end,
           case when connoinherit then 'no inherit' end) as how
    from pg_constraint
    where contype = 'n' and conrelid <> 0 and (not convalidated or connoinherit)
)

select 'extension' as kind, null::text as owner, e.extname::text as name,
       concat('version ', e.extversion, case when n.nspname <> current_setting('skein.schema')
         then ' in schema ' || n.nspname else '' end) as definition,
       null::int as place
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace

union all
select case t.typtype when 'e' then 'enum' when 'd' then 'domain' else 'range-type' end,
       null, t.typname, case t.typtype
         when 'e' then (
           select string_agg(quote_literal(l.enumlabel), ', ' order by l.enumsortorder)
             from pg_enum l where l.enumtypid = t.oid)
         when 'd' then concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
           case when t.typcollation not in (0, b.typcollation)
             then 'collate ' || t.typcollation::regcollation::text end,
           'default ' || pg_get_expr(t.typdefaultbin, 0),
           case when t.typnotnull then 'not null' end)
         else (
           select concat_ws(' ', 'of', format_type(r.rngsubtype, null),
                    case when r.rngcollation not in (0, b.typcollation)
                      then 'collate ' || r.rngcollation::regcollation::text end,
                    'by', o.opcname, 'multirange', format_type(r.rngmultitypid, null),
                    case when r.rngcanonical <> 0 then 'canonical ' || r.rngcanonical::text end,
                    case when r.rngsubdiff <> 0 then 'subtype_diff ' || r.rngsubdiff::text end)
             from pg_range r join pg_opclass o on o.oid = r.rngsubopc
               join pg_type b on b.oid = r.rngsubtype
             where r.rngtypid = t.oid)
         end, null
  from datatype t left join pg_type b on b.oid = t.typbasetype

union all
select 'composite-type', null, r.relname, coalesce((
         select string_agg(quote_ident(a.attname) || ' ' || a.type, ', ' order by a.attnum)
           from attribute a where a.attrelid = r.oid), ''), null
  from relation r where r.relkind = 'c'

union all
select 'sequence', (
         select t.relname from pg_depend d join pg_class t on t.oid = d.refobjid
           where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.objsubid = 0
             and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
             and d.deptype in ('a', 'i')), r.relname,
       format('as %s start %s increment %s minvalue %s maxvalue %s cache %s%s',
         format_type(q.seqtypid, null), q.seqstart, q.seqincrement, q.seqmin, q.seqmax,
         q.seqcache, case when q.seqcycle then ' cycle' else '' end), null
  from relation r join pg_sequence q on q.seqrelid = r.oid

union all
select case r.relkind when 'v' then 'view' when 'm' then 'materialized-view' else 'table' end,
       null, r.relname, concat_ws(' ',
         case r.relpersistence when 'u' then 'unlogged' end,
         case when r.relkind in ('v', 'm') then concat(
           (select 'with (' || string_agg(o, ', ' order by o) || ') '
              from unnest(r.reloptions) o where r.relkind = 'v'),
           pg_get_viewdef(r.oid)) end,
         'of ' || nullif(r.reloftype, 0)::regtype::text,
         case when r.relkind = 'p' then 'partition by ' || pg_get_partkeydef(r.oid) end,
         case when r.relispartition then 'partition of' else 'inherits' end || ' ' || (
           select string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno)
             from pg_inherits i where i.inhrelid = r.oid),
         pg_get_expr(r.relpartbound, r.oid),
         (select concat_ws(' ', 'server', f.srvname, array_to_string(t.ftoptions, ', '))
            from pg_foreign_table t join pg_foreign_server f on f.oid = t.ftserver
            where t.ftrelid = r.oid),
         case when r.relkind not in ('v', 'm') then case r.relreplident
           when 'n' then 'replica identity nothing'
           when 'f' then 'replica identity full'
           when 'i' then 'replica identity using ' || (
             select i.indexrelid::regclass::text from pg_index i
               where i.indrelid = r.oid and i.indisreplident) end end,
         case when r.relrowsecurity then 'row level security' end,
         case when r.relforcerowsecurity then 'forced on the owner' end), null
  from relation r where r.relkind in ('r', 'p', 'f', 'v', 'm')

union all
select 'column', r.relname, a.attname, concat_ws(' ', a.type,
         array_to_string(a.attfdwoptions, ', '),
         case a.attidentity when 'a' then 'generated always as identity'
           when 'd' then 'generated by default as identity' end,
         case a.attgenerated when '' then 'default ' || pg_get_expr(d.adbin, d.adrelid)
           else format('generated always as (%s) %s', pg_get_expr(d.adbin, d.adrelid),
             case a.attgenerated when 's' then 'stored' else 'virtual' end) end,
         case when a.attnotnull then 'not null' end,
         u.how),
       case when r.relkind <> 'v' then a.place end
  from relation r join attribute a on a.attrelid = r.oid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join unusual_not_null u on u.conrelid = a.attrelid and u.conkey[1] = a.attnum
  where r.relkind in ('r', 'p', 'f') or (r.relkind = 'v' and a.atthasdef)

union all
select 'constraint', coalesce(r.relname, t.typname), k.conname, pg_get_constraintdef(k.oid), null
  from pg_constraint k
    left join relation r on r.oid = k.conrelid
    left join datatype t on t.oid = k.contypid
  where k.contype in ('p', 'u', 'x', 'f', 'c') and k.conparentid = 0
    and (r.oid is not null or t.oid is not null)

union all
select 'index', r.relname, c.relname, pg_get_indexdef(i.indexrelid, 0, true)
         || case when i.indisvalid and i.indisready then '' else ' invalid' end, null
  from relation r join pg_index i on i.indrelid = r.oid join pg_class c on c.oid = i.indexrelid
  where not c.relispartition and not exists (
    select from pg_constraint k
      where k.conindid = i.indexrelid and k.conrelid = r.oid and k.contype in ('p', 'u', 'x'))

union all
select case p.prokind when 'p' then 'procedure' else 'function' end, null, p.signature,
       substr(pg_get_functiondef(p.oid), 1 + length(concat('create or replace ',
         case p.prokind when 'p' then 'procedure' else 'function' end, ' ',
         quote_ident(p.nspname), '.', quote_ident(p.proname)))), null
  from routine p where p.prokind <> 'a'

union all
select 'aggregate', null, p.signature, concat_ws(' ',
         format('(%s) returns %s', pg_get_function_arguments(p.oid),
           pg_get_function_result(p.oid)),
         case a.aggkind when 'o' then 'ordered set' when 'h' then 'hypothetical set' end,
         'sfunc', a.aggtransfn::text, 'stype', format_type(a.aggtranstype, null),
         'initcond ' || quote_literal(a.agginitval),
         'finalfunc ' || nullif(a.aggfinalfn::oid, 0)::regproc::text,
         'combinefunc ' || nullif(a.aggcombinefn::oid, 0)::regproc::text,
         'sortop ' || nullif(a.aggsortop, 0)::regoperator::text,
         'parallel', p.proparallel), null
  from routine p join pg_aggregate a on a.aggfnoid = p.oid where p.prokind = 'a'

union all
select 'trigger', r.relname, t.tgname, pg_get_triggerdef(t.oid, true)
         || case t.tgenabled when 'D' then ' disabled' when 'R' then ' on replica'
              when 'A' then ' always' else '' end, null
  from relation r join pg_trigger t on t.tgrelid = r.oid
  where not t.tgisinternal and t.tgparentid = 0

union all
select 'rule', r.relname, w.rulename, pg_get_ruledef(w.oid, true)
         || case w.ev_enabled when 'D' then ' disabled' when 'R' then ' on replica'
              when 'A' then ' always' else '' end, null
  from relation r join pg_rewrite w on w.ev_class = r.oid where w.rulename <> '_RETURN'

union all
select 'policy', r.relname, p.polname, concat_ws(' ',
         case when p.polpermissive then 'permissive' else 'restrictive' end, 'for',
         case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
           when 'd' then 'delete' else 'all' end,
         case when 0 = any (p.polroles) then 'to public' else 'to roles' end,
         'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
         'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'), null
  from relation r join pg_policy p on p.polrelid = r.oid
