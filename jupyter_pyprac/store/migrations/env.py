"""Alembic's entry: run the migrations on the connection, and in the transaction, of `migrations.upgrade`."""

from alembic import context

from jupyter_pyprac.store.migrations import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
