"""the first tables"""

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('access_log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('thing', sa.String(), nullable=False),
    sa.Column('thing_id', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_log'))
    )
    with op.batch_alter_table('access_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_access_log_at'), ['at'], unique=False)

    op.create_table('agency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency')),
    sa.UniqueConstraint('name', name=op.f('uq_agency_name')),
    sa.UniqueConstraint('public_id', name=op.f('uq_agency_public_id'))
    )
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('verb', sa.String(), nullable=False),
    sa.Column('thing', sa.String(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_at'), ['at'], unique=False)

    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('hours', sa.String(), nullable=False),
    sa.Column('who_for', sa.String(), nullable=False),
    sa.Column('when', sa.String(), nullable=False),
    sa.Column('for_young_people', sa.Boolean(), nullable=False),
    sa.Column('checked', sa.Date(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint('"when" IN (\'emergency\', \'now\', \'advice\')', name=op.f('ck_contact_when')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('key', name=op.f('uq_contact_key'))
    )
    op.create_table('generation',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_generation'))
    )
    op.create_table('glossary_term',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('term', sa.String(), nullable=False),
    sa.Column('meaning', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_glossary_term')),
    sa.UniqueConstraint('key', name=op.f('uq_glossary_term_key'))
    )
    op.create_table('job_run',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_job_run'))
    )
    op.create_table('module',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module')),
    sa.UniqueConstraint('slug', name=op.f('uq_module_slug'))
    )
    op.create_table('outbox_letter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('to_address', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('tries >= 0', name=op.f('ck_outbox_letter_tries')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_letter')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_letter_key'))
    )
    with op.batch_alter_table('outbox_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_letter_not_before'), ['not_before'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('email_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('token', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('merged_into_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['merged_into_id'], ['person.id'], name=op.f('fk_person_merged_into_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email')),
    sa.UniqueConstraint('public_id', name=op.f('uq_person_public_id'))
    )
    op.create_table('publication',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('topic', sa.String(), nullable=False),
    sa.Column('audience', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication')),
    sa.UniqueConstraint('slug', name=op.f('uq_publication_slug'))
    )
    with op.batch_alter_table('publication', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_publication_topic'), ['topic'], unique=False)

    op.create_table('review_comment_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('comment_ref', sa.String(), nullable=False),
    sa.Column('round_ref', sa.String(), nullable=False),
    sa.Column('verb', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("verb IN ('sent', 'edited', 'approved', 'returned', 'passed to safeguarding', 'released', 'answered', 'deleted')", name=op.f('ck_review_comment_decision_verb')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_comment_decision'))
    )
    with op.batch_alter_table('review_comment_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_comment_decision_comment_ref'), ['comment_ref'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_comment_decision_round_ref'), ['round_ref'], unique=False)

    op.create_table('section_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section_link')),
    sa.UniqueConstraint('source', 'target', name=op.f('uq_section_link_source_target'))
    )
    op.create_table('throttle',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_throttle'))
    )
    with op.batch_alter_table('throttle', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_throttle_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_throttle_key'), ['key'], unique=False)

    op.create_table('topic',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topic')),
    sa.UniqueConstraint('key', name=op.f('uq_topic_key'))
    )
    op.create_table('agency_domain',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('domain', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_agency_domain_agency_id_agency')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency_domain')),
    sa.UniqueConstraint('agency_id', 'domain', name=op.f('uq_agency_domain_agency_id_domain'))
    )
    with op.batch_alter_table('agency_domain', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agency_domain_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agency_domain_domain'), ['domain'], unique=False)

    op.create_table('evaluation',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('week', sa.String(), nullable=False),
    sa.Column('quarter', sa.String(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_evaluation_agency_id_agency')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_evaluation_module_id_module')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation'))
    )
    with op.batch_alter_table('evaluation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evaluation_module_id'), ['module_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evaluation_quarter'), ['quarter'], unique=False)

    op.create_table('evaluation_waiting',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('week', sa.String(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_evaluation_waiting_agency_id_agency')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_evaluation_waiting_module_id_module')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation_waiting'))
    )
    with op.batch_alter_table('evaluation_waiting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evaluation_waiting_module_id'), ['module_id'], unique=False)

    op.create_table('format',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('publication_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.CheckConstraint("kind IN ('one-minute', 'full', 'leaflet', 'easy-read', 'briefing')", name=op.f('ck_format_kind')),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_format_publication_id_publication')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_format')),
    sa.UniqueConstraint('publication_id', 'kind', name=op.f('uq_format_publication_id_kind'))
    )
    op.create_table('letter_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("purpose IN ('confirm', 'reset')", name=op.f('ck_letter_link_purpose')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_letter_link_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_link')),
    sa.UniqueConstraint('hash', name=op.f('uq_letter_link_hash'))
    )
    with op.batch_alter_table('letter_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_link_person_id'), ['person_id'], unique=False)

    op.create_table('module_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('change_kind', sa.String(), nullable=True),
    sa.Column('change_note', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('pass_mark', sa.Integer(), nullable=False),
    sa.Column('valid_months', sa.Integer(), nullable=True),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('approver_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("change_kind IS NULL OR change_kind IN ('typo', 'clarification', 'material')", name=op.f('ck_module_version_change_kind')),
    sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name=op.f('ck_module_version_published_at')),
    sa.CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name=op.f('ck_module_version_state')),
    sa.CheckConstraint('author_id <> approver_id', name=op.f('ck_module_version_two_people')),
    sa.CheckConstraint('pass_mark BETWEEN 0 AND 100', name=op.f('ck_module_version_pass_mark')),
    sa.CheckConstraint('valid_months IS NULL OR valid_months > 0', name=op.f('ck_module_version_valid_months')),
    sa.ForeignKeyConstraint(['approver_id'], ['person.id'], name=op.f('fk_module_version_approver_id_person')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_module_version_author_id_person')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_module_version_module_id_module')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module_version')),
    sa.UniqueConstraint('module_id', 'number', name=op.f('uq_module_version_module_id_number'))
    )
    with op.batch_alter_table('module_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_module_version_module_id'), ['module_id'], unique=False)
        batch_op.create_index('uq_module_version_published', ['module_id'], unique=True, sqlite_where=sa.text("state = 'published'"), postgresql_where=sa.text("state = 'published'"))

    op.create_table('outside_evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('provider', sa.String(), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('checked_by', sa.Integer(), nullable=True),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'checked') = (checked_by IS NOT NULL)", name=op.f('ck_outside_evidence_checked_by')),
    sa.CheckConstraint("state IN ('declared', 'checked')", name=op.f('ck_outside_evidence_state')),
    sa.CheckConstraint('(checked_by IS NULL) = (checked_at IS NULL)', name=op.f('ck_outside_evidence_checked_at')),
    sa.ForeignKeyConstraint(['checked_by'], ['person.id'], name=op.f('fk_outside_evidence_checked_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outside_evidence_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_evidence')),
    sa.UniqueConstraint('public_id', name=op.f('uq_outside_evidence_public_id'))
    )
    with op.batch_alter_table('outside_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outside_evidence_person_id'), ['person_id'], unique=False)

    op.create_table('review_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('coordinator_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['coordinator_id'], ['person.id'], name=op.f('fk_review_group_coordinator_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_group')),
    sa.UniqueConstraint('public_id', name=op.f('uq_review_group_public_id')),
    sa.UniqueConstraint('title', name=op.f('uq_review_group_title'))
    )
    with op.batch_alter_table('review_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_group_coordinator_id'), ['coordinator_id'], unique=False)

    op.create_table('team',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_team_agency_id_agency')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('agency_id', 'name', name=op.f('uq_team_agency_id_name')),
    sa.UniqueConstraint('public_id', name=op.f('uq_team_public_id'))
    )
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_agency_id'), ['agency_id'], unique=False)

    op.create_table('waiver',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_slug', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("reason IN ('tested-out', 'equivalent-here', 'equivalent-elsewhere', 'administrative')", name=op.f('ck_waiver_reason')),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= from_on', name=op.f('ck_waiver_order')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_waiver_made_by_person')),
    sa.ForeignKeyConstraint(['module_slug'], ['module.slug'], name=op.f('fk_waiver_module_slug_module')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_waiver_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiver')),
    sa.UniqueConstraint('public_id', name=op.f('uq_waiver_public_id'))
    )
    with op.batch_alter_table('waiver', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_waiver_person_id'), ['person_id'], unique=False)

    op.create_table('attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('draw', sa.JSON(), nullable=False),
    sa.Column('pass_mark', sa.Integer(), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'open') = (finished_at IS NULL)", name=op.f('ck_attempt_finished_at')),
    sa.CheckConstraint("state IN ('open', 'passed', 'not_passed')", name=op.f('ck_attempt_state')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_attempt_module_id_module')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attempt_person_id_person')),
    sa.ForeignKeyConstraint(['version_id'], ['module_version.id'], name=op.f('fk_attempt_version_id_module_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('person_id', 'module_id', 'number', name=op.f('uq_attempt_person_id_module_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_attempt_public_id'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attempt_module_id'), ['module_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempt_version_id'), ['version_id'], unique=False)
        batch_op.create_index('uq_attempt_open', ['person_id', 'module_id'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('following',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("how <> 'no-change-needed' OR (decided_by_id IS NOT NULL AND reason <> '')", name=op.f('ck_following_reason')),
    sa.CheckConstraint("how IN ('published', 'typo', 'no-change-needed')", name=op.f('ck_following_how')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_following_decided_by_id_person')),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_following_format_id_format')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_following'))
    )
    with op.batch_alter_table('following', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_following_format_id'), ['format_id'], unique=False)

    op.create_table('hold',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('placed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_hold_format_id_format')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hold'))
    )
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.create_index('uq_hold_stands', ['format_id', 'key'], unique=True, sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('job_role', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('began_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'active', 'ended')", name=op.f('ck_membership_state')),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= began_on', name=op.f('ck_membership_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_membership_agency_id_agency')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_membership_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_team_id'), ['team_id'], unique=False)
        batch_op.create_index('uq_membership_open', ['person_id', 'agency_id'], unique=True, sqlite_where=sa.text("state <> 'ended'"), postgresql_where=sa.text("state <> 'ended'"))

    op.create_table('reader_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('ask', 'feedback')", name=op.f('ck_reader_note_kind')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_reader_note_answered_by_id_person')),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_reader_note_format_id_format')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reader_note')),
    sa.UniqueConstraint('public_id', name=op.f('uq_reader_note_public_id'))
    )
    with op.batch_alter_table('reader_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reader_note_format_id'), ['format_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reader_note_sent_at'), ['sent_at'], unique=False)

    op.create_table('requirement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('module_slug', sa.String(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('job_role', sa.String(), nullable=False),
    sa.Column('due_kind', sa.String(), nullable=False),
    sa.Column('due_date', sa.Date(), nullable=True),
    sa.Column('due_days', sa.Integer(), nullable=True),
    sa.Column('valid_months', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(due_kind = 'fixed') = (due_date IS NOT NULL)", name=op.f('ck_requirement_due_date')),
    sa.CheckConstraint("(due_kind = 'fixed') = (due_days IS NULL)", name=op.f('ck_requirement_due_days')),
    sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f('ck_requirement_ended_at')),
    sa.CheckConstraint("due_kind IN ('fixed', 'after-joining', 'after-made')", name=op.f('ck_requirement_due_kind')),
    sa.CheckConstraint("state IN ('active', 'ended')", name=op.f('ck_requirement_state')),
    sa.CheckConstraint('due_days IS NULL OR due_days > 0', name=op.f('ck_requirement_due_days_positive')),
    sa.CheckConstraint('team_id IS NULL OR agency_id IS NOT NULL', name=op.f('ck_requirement_team_in_agency')),
    sa.CheckConstraint('valid_months IS NULL OR valid_months > 0', name=op.f('ck_requirement_valid_months')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_requirement_agency_id_agency')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_requirement_made_by_person')),
    sa.ForeignKeyConstraint(['module_slug'], ['module.slug'], name=op.f('fk_requirement_module_slug_module')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_requirement_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirement')),
    sa.UniqueConstraint('public_id', name=op.f('uq_requirement_public_id'))
    )
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_requirement_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_requirement_module_slug'), ['module_slug'], unique=False)
        batch_op.create_index(batch_op.f('ix_requirement_team_id'), ['team_id'], unique=False)

    op.create_table('review_pass',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('username', sa.String(), nullable=False),
    sa.Column('passphrase_hash', sa.String(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('age_band', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('token', sa.String(), nullable=False),
    sa.Column('pseudonym', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("age_band IN ('13-15', '16-17', '18+')", name=op.f('ck_review_pass_age_band')),
    sa.CheckConstraint("state = 'active' OR (passphrase_hash IS NULL AND pseudonym IS NULL)", name=op.f('ck_review_pass_ended_is_empty')),
    sa.CheckConstraint("state IN ('active', 'left', 'ended')", name=op.f('ck_review_pass_state')),
    sa.ForeignKeyConstraint(['group_id'], ['review_group.id'], name=op.f('fk_review_pass_group_id_review_group')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_pass')),
    sa.UniqueConstraint('public_id', name=op.f('uq_review_pass_public_id')),
    sa.UniqueConstraint('username', name=op.f('uq_review_pass_username'))
    )
    with op.batch_alter_table('review_pass', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_pass_group_id'), ['group_id'], unique=False)
        batch_op.create_index('uq_review_pass_pseudonym', ['group_id', 'pseudonym'], unique=True)

    op.create_table('review_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('hours', sa.String(), nullable=False),
    sa.Column('deletes_on', sa.Date(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=False),
    sa.Column('lead_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('planned', 'open', 'closed')", name=op.f('ck_review_round_state')),
    sa.CheckConstraint('lead_id <> deputy_id', name=op.f('ck_review_round_two_people')),
    sa.ForeignKeyConstraint(['deputy_id'], ['person.id'], name=op.f('fk_review_round_deputy_id_person')),
    sa.ForeignKeyConstraint(['group_id'], ['review_group.id'], name=op.f('fk_review_round_group_id_review_group')),
    sa.ForeignKeyConstraint(['lead_id'], ['person.id'], name=op.f('fk_review_round_lead_id_person')),
    sa.ForeignKeyConstraint(['moderator_id'], ['person.id'], name=op.f('fk_review_round_moderator_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_round')),
    sa.UniqueConstraint('public_id', name=op.f('uq_review_round_public_id'))
    )
    with op.batch_alter_table('review_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_round_group_id'), ['group_id'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('from_file', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('audience', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('for_young_people', sa.Boolean(), nullable=False),
    sa.Column('safe_for_young_people', sa.Boolean(), nullable=False),
    sa.Column('not_young_because', sa.String(), nullable=False),
    sa.Column('next_review', sa.Date(), nullable=False),
    sa.Column('words', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('sections', sa.JSON(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('blocks', sa.JSON(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('change_kind', sa.String(), nullable=True),
    sa.Column('change_note', sa.String(), nullable=False),
    sa.Column('who_it_affects', sa.String(), nullable=False),
    sa.Column('retraining', sa.String(), nullable=False),
    sa.Column('starting_text', sa.Boolean(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_because', sa.String(), nullable=False),
    sa.Column('moved_to', sa.String(), nullable=False),
    sa.Column('returned_because', sa.String(), nullable=False),
    sa.CheckConstraint("change_kind IS NULL OR change_kind IN ('first', 'typo', 'clarification', 'major')", name=op.f('ck_revision_change_kind')),
    sa.CheckConstraint("published_at IS NULL OR (change_kind IS NOT NULL AND change_note <> '')", name=op.f('ck_revision_change_told')),
    sa.CheckConstraint("state IN ('draft', 'waiting', 'approved', 'published', 'replaced', 'withdrawn', 'in-error', 'set-aside')", name=op.f('ck_revision_state')),
    sa.CheckConstraint("state NOT IN ('published', 'replaced', 'withdrawn', 'in-error') OR published_at IS NOT NULL", name=op.f('ck_revision_published')),
    sa.CheckConstraint('words >= 0 AND minutes >= 0 AND number > 0', name=op.f('ck_revision_counts')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_revision_author_id_person')),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_revision_format_id_format')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_revision_made_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('format_id', 'number', name=op.f('uq_revision_format_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_revision_public_id'))
    )
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_revision_next_review'), ['next_review'], unique=False)
        batch_op.create_index(batch_op.f('ix_revision_published_at'), ['published_at'], unique=False)
        batch_op.create_index('uq_revision_live', ['format_id'], unique=True, sqlite_where=sa.text("state = 'published'"), postgresql_where=sa.text("state = 'published'"))
        batch_op.create_index('uq_revision_open', ['format_id'], unique=True, sqlite_where=sa.text("state IN ('draft', 'waiting', 'approved')"), postgresql_where=sa.text("state IN ('draft', 'waiting', 'approved')"))

    op.create_table('role_grant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("role <> 'manager' OR agency_id IS NOT NULL", name=op.f('ck_role_grant_manager_scope')),
    sa.CheckConstraint("role IN ('manager', 'editor', 'publisher', 'moderator', 'safeguarding', 'coordinator', 'administrator')", name=op.f('ck_role_grant_role')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_role_grant_agency_id_agency')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_grant_person_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_role_grant_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_person_id'), ['person_id'], unique=False)

    op.create_table('tick',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('ticked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ticked_by_id', sa.Integer(), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_tick_format_id_format')),
    sa.ForeignKeyConstraint(['ticked_by_id'], ['person.id'], name=op.f('fk_tick_ticked_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tick'))
    )
    with op.batch_alter_table('tick', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tick_format_id'), ['format_id'], unique=False)
        batch_op.create_index('uq_tick_stands', ['format_id', 'mark'], unique=True, sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    op.create_table('approval',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('approver_id', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('starting_text', sa.Boolean(), nullable=False),
    sa.CheckConstraint('author_id <> approver_id', name=op.f('ck_approval_two_people')),
    sa.ForeignKeyConstraint(['approver_id'], ['person.id'], name=op.f('fk_approval_approver_id_person')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_approval_author_id_person')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_approval_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval')),
    sa.UniqueConstraint('revision_id', name=op.f('uq_approval_revision_id'))
    )
    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('requirement_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_slug', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('began_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= began_on', name=op.f('ck_assignment_order')),
    sa.ForeignKeyConstraint(['module_slug'], ['module.slug'], name=op.f('fk_assignment_module_slug_module')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assignment_person_id_person')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_assignment_requirement_id_requirement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('public_id', name=op.f('uq_assignment_public_id'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_requirement_id'), ['requirement_id'], unique=False)
        batch_op.create_index('uq_assignment_open', ['requirement_id', 'person_id'], unique=True, sqlite_where=sa.text('ended_on IS NULL'), postgresql_where=sa.text('ended_on IS NULL'))

    op.create_table('attempt_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('try_number', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON(), nullable=True),
    sa.Column('fraction', sa.Double(), nullable=True),
    sa.Column('right', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('page', 'answer', 'finish')", name=op.f('ck_attempt_step_kind')),
    sa.CheckConstraint('fraction IS NULL OR fraction BETWEEN 0 AND 1', name=op.f('ck_attempt_step_fraction')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_attempt_step_attempt_id_attempt')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt_step')),
    sa.UniqueConstraint('attempt_id', 'kind', 'key', 'try_number', name=op.f('uq_attempt_step_attempt_id_kind_key_try_number')),
    sa.UniqueConstraint('attempt_id', 'seq', name=op.f('uq_attempt_step_attempt_id_seq'))
    )
    op.create_table('completion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('person_name', sa.String(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('agency_name', sa.String(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('team_name', sa.String(), nullable=False),
    sa.Column('job_role', sa.String(), nullable=False),
    sa.Column('module_title', sa.String(), nullable=False),
    sa.Column('version_number', sa.Integer(), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('evaluation', sa.String(), nullable=False),
    sa.CheckConstraint("evaluation IN ('waiting', 'skipped', 'given')", name=op.f('ck_completion_evaluation')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_completion_agency_id_agency')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_completion_attempt_id_attempt')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_completion_module_id_module')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_completion_person_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_completion_team_id_team')),
    sa.ForeignKeyConstraint(['version_id'], ['module_version.id'], name=op.f('fk_completion_version_id_module_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_completion')),
    sa.UniqueConstraint('attempt_id', name=op.f('uq_completion_attempt_id'))
    )
    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_completion_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_completion_module_id'), ['module_id'], unique=False)
        batch_op.create_index('ix_completion_person_module', ['person_id', 'module_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_completion_team_id'), ['team_id'], unique=False)

    op.create_table('emergency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('published_by_id', sa.Integer(), nullable=False),
    sa.Column('because', sa.String(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("because <> ''", name=op.f('ck_emergency_because')),
    sa.CheckConstraint('(confirmed_by_id IS NULL) = (confirmed_at IS NULL)', name=op.f('ck_emergency_confirmed')),
    sa.CheckConstraint('confirmed_by_id IS NULL OR confirmed_by_id <> published_by_id', name=op.f('ck_emergency_two_people')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['person.id'], name=op.f('fk_emergency_confirmed_by_id_person')),
    sa.ForeignKeyConstraint(['published_by_id'], ['person.id'], name=op.f('fk_emergency_published_by_id_person')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_emergency_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_emergency')),
    sa.UniqueConstraint('revision_id', name=op.f('uq_emergency_revision_id'))
    )
    op.create_table('lag_notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=False),
    sa.Column('behind_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['behind_id'], ['revision.id'], name=op.f('fk_lag_notice_behind_id_revision')),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_lag_notice_format_id_format')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lag_notice'))
    )
    with op.batch_alter_table('lag_notice', schema=None) as batch_op:
        batch_op.create_index('uq_lag_notice_stands', ['format_id'], unique=True, sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    op.create_table('review_held_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pass_id', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('which_words', sa.String(), nullable=False),
    sa.Column('quick', sa.String(), nullable=False),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['pass_id'], ['review_pass.id'], name=op.f('fk_review_held_words_pass_id_review_pass')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_held_words')),
    sa.UniqueConstraint('pass_id', 'address', name=op.f('uq_review_held_words_pass_id_address'))
    )
    with op.batch_alter_table('review_held_words', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_held_words_held_at'), ['held_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_held_words_pass_id'), ['pass_id'], unique=False)

    op.create_table('review_notice_shown',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pass_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['pass_id'], ['review_pass.id'], name=op.f('fk_review_notice_shown_pass_id_review_pass')),
    sa.ForeignKeyConstraint(['round_id'], ['review_round.id'], name=op.f('fk_review_notice_shown_round_id_review_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_notice_shown')),
    sa.UniqueConstraint('pass_id', 'round_id', name=op.f('uq_review_notice_shown_pass_id_round_id'))
    )
    with op.batch_alter_table('review_notice_shown', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_notice_shown_pass_id'), ['pass_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_notice_shown_round_id'), ['round_id'], unique=False)

    op.create_table('review_round_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.CheckConstraint('position BETWEEN 1 AND 5', name=op.f('ck_review_round_question_position')),
    sa.ForeignKeyConstraint(['round_id'], ['review_round.id'], name=op.f('fk_review_round_question_round_id_review_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_round_question')),
    sa.UniqueConstraint('round_id', 'position', name=op.f('uq_review_round_question_round_id_position'))
    )
    with op.batch_alter_table('review_round_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_round_question_round_id'), ['round_id'], unique=False)

    op.create_table('review_round_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_review_round_revision_revision_id_revision')),
    sa.ForeignKeyConstraint(['round_id'], ['review_round.id'], name=op.f('fk_review_round_revision_round_id_review_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_round_revision')),
    sa.UniqueConstraint('round_id', 'format', name=op.f('uq_review_round_revision_round_id_format'))
    )
    with op.batch_alter_table('review_round_revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_round_revision_revision_id'), ['revision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_round_revision_round_id'), ['round_id'], unique=False)

    op.create_table('review_safeguarding_record',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('comment_ref', sa.String(), nullable=False),
    sa.Column('round_title', sa.String(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('username', sa.String(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('block_uid', sa.String(), nullable=False),
    sa.Column('snapshot', sa.String(), nullable=False),
    sa.Column('which_words', sa.String(), nullable=False),
    sa.Column('quick', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('earlier_words', sa.JSON(), nullable=False),
    sa.Column('wants_to_talk', sa.Boolean(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('raised_by', sa.String(), nullable=False),
    sa.Column('raised_by_id', sa.Integer(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lead_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=False),
    sa.Column('escalated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_ref', sa.String(), nullable=True),
    sa.Column('deletes_on', sa.Date(), nullable=False),
    sa.CheckConstraint("raised_by IN ('young person', 'staff')", name=op.f('ck_review_safeguarding_record_raised_by')),
    sa.ForeignKeyConstraint(['deputy_id'], ['person.id'], name=op.f('fk_review_safeguarding_record_deputy_id_person')),
    sa.ForeignKeyConstraint(['group_id'], ['review_group.id'], name=op.f('fk_review_safeguarding_record_group_id_review_group')),
    sa.ForeignKeyConstraint(['lead_id'], ['person.id'], name=op.f('fk_review_safeguarding_record_lead_id_person')),
    sa.ForeignKeyConstraint(['raised_by_id'], ['person.id'], name=op.f('fk_review_safeguarding_record_raised_by_id_person')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_review_safeguarding_record_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_safeguarding_record')),
    sa.UniqueConstraint('comment_ref', name=op.f('uq_review_safeguarding_record_comment_ref')),
    sa.UniqueConstraint('public_id', name=op.f('uq_review_safeguarding_record_public_id'))
    )
    with op.batch_alter_table('review_safeguarding_record', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_safeguarding_record_opened_at'), ['opened_at'], unique=False)

    op.create_table('revision_pdf',
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('contents', sa.LargeBinary(), nullable=False),
    sa.Column('contacts_generation', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_revision_pdf_revision_id_revision')),
    sa.PrimaryKeyConstraint('revision_id', name=op.f('pk_revision_pdf'))
    )
    op.create_table('sign_off',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('checked_by_id', sa.Integer(), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_by_id', sa.Integer(), nullable=True),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(signed_by_id IS NULL) = (signed_at IS NULL)', name=op.f('ck_sign_off_signed')),
    sa.CheckConstraint('signed_by_id IS NULL OR signed_by_id <> checked_by_id', name=op.f('ck_sign_off_two_people')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['person.id'], name=op.f('fk_sign_off_checked_by_id_person')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_sign_off_revision_id_revision')),
    sa.ForeignKeyConstraint(['signed_by_id'], ['person.id'], name=op.f('fk_sign_off_signed_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_off')),
    sa.UniqueConstraint('revision_id', name=op.f('uq_sign_off_revision_id'))
    )
    op.create_table('working_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=False),
    sa.Column('based_on_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('blocks', sa.JSON(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('version > 0', name=op.f('ck_working_text_version')),
    sa.ForeignKeyConstraint(['based_on_id'], ['revision.id'], name=op.f('fk_working_text_based_on_id_revision')),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_working_text_format_id_format')),
    sa.ForeignKeyConstraint(['saved_by_id'], ['person.id'], name=op.f('fk_working_text_saved_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_working_text')),
    sa.UniqueConstraint('format_id', name=op.f('uq_working_text_format_id'))
    )
    op.create_table('young_reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('readers', sa.Integer(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('readers > 0', name=op.f('ck_young_reading_readers')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_young_reading_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_young_reading')),
    sa.UniqueConstraint('revision_id', 'key', name=op.f('uq_young_reading_revision_id_key'))
    )
    op.create_table('certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('completion_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('issued', 'superseded', 'withdrawn')", name=op.f('ck_certificate_state')),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_certificate_completion_id_completion')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_certificate_module_id_module')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_certificate_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('code', name=op.f('uq_certificate_code')),
    sa.UniqueConstraint('completion_id', name=op.f('uq_certificate_completion_id'))
    )
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_person_id'), ['person_id'], unique=False)

    op.create_table('current_record',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('completion_id', sa.Integer(), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_current_record_completion_id_completion')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_current_record_module_id_module')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_current_record_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'module_id', name=op.f('pk_current_record'))
    )
    with op.batch_alter_table('current_record', schema=None) as batch_op:
        batch_op.create_index('ix_current_record_module_expires', ['module_id', 'expires_on'], unique=False)

    op.create_table('reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=False),
    sa.Column('sent_by', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_reminder_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['sent_by'], ['person.id'], name=op.f('fk_reminder_sent_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
    sa.UniqueConstraint('assignment_id', 'sent_on', name=op.f('uq_reminder_assignment_id_sent_on'))
    )
    op.create_table('review_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('pass_id', sa.Integer(), nullable=False),
    sa.Column('round_revision_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=True),
    sa.Column('form_key', sa.String(), nullable=True),
    sa.Column('block_uid', sa.String(), nullable=False),
    sa.Column('snapshot', sa.String(), nullable=False),
    sa.Column('which_words', sa.String(), nullable=False),
    sa.Column('prefix', sa.String(), nullable=False),
    sa.Column('suffix', sa.String(), nullable=False),
    sa.Column('quick', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('wants_to_talk', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'draft') = (sent_at IS NULL)", name=op.f('ck_review_comment_sent')),
    sa.CheckConstraint("block_uid = '' OR question_id IS NULL", name=op.f('ck_review_comment_place')),
    sa.CheckConstraint("quick IN ('clear', 'not-sure', 'worries', '')", name=op.f('ck_review_comment_quick')),
    sa.CheckConstraint("state IN ('draft', 'pending', 'approved', 'returned', 'safeguarding')", name=op.f('ck_review_comment_state')),
    sa.CheckConstraint('priority IN (0, 1)', name=op.f('ck_review_comment_priority')),
    sa.ForeignKeyConstraint(['pass_id'], ['review_pass.id'], name=op.f('fk_review_comment_pass_id_review_pass')),
    sa.ForeignKeyConstraint(['question_id'], ['review_round_question.id'], name=op.f('fk_review_comment_question_id_review_round_question')),
    sa.ForeignKeyConstraint(['round_revision_id'], ['review_round_revision.id'], name=op.f('fk_review_comment_round_revision_id_review_round_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_comment')),
    sa.UniqueConstraint('pass_id', 'form_key', name=op.f('uq_review_comment_pass_id_form_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_review_comment_public_id'))
    )
    with op.batch_alter_table('review_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_comment_pass_id'), ['pass_id'], unique=False)
        batch_op.create_index('ix_review_comment_queue', ['state', 'priority', 'sent_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_comment_round_revision_id'), ['round_revision_id'], unique=False)

    op.create_table('review_safeguarding_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('referred', 'contact', 'no further action')", name=op.f('ck_review_safeguarding_decision_kind')),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_review_safeguarding_decision_reason')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_review_safeguarding_decision_decided_by_id_person')),
    sa.ForeignKeyConstraint(['record_id'], ['review_safeguarding_record.id'], name=op.f('fk_review_safeguarding_decision_record_id_review_safeguarding_record')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_safeguarding_decision'))
    )
    with op.batch_alter_table('review_safeguarding_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_safeguarding_decision_record_id'), ['record_id'], unique=False)

    op.create_table('working_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('working_text_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('blocks', sa.JSON(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_working_step_made_by_id_person')),
    sa.ForeignKeyConstraint(['working_text_id'], ['working_text.id'], name=op.f('fk_working_step_working_text_id_working_text')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_working_step')),
    sa.UniqueConstraint('working_text_id', 'version', name=op.f('uq_working_step_working_text_id_version'))
    )
    op.create_table('review_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind <> 'not-this-time' OR reason <> ''", name=op.f('ck_review_answer_reason')),
    sa.CheckConstraint("kind IN ('done', 'doing', 'thinking', 'not-this-time')", name=op.f('ck_review_answer_kind')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_review_answer_answered_by_id_person')),
    sa.ForeignKeyConstraint(['comment_id'], ['review_comment.id'], name=op.f('fk_review_answer_comment_id_review_comment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_answer')),
    sa.UniqueConstraint('comment_id', name=op.f('uq_review_answer_comment_id'))
    )
    op.create_table('review_comment_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('quick', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('which_words', sa.String(), nullable=False),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['review_comment.id'], name=op.f('fk_review_comment_version_comment_id_review_comment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_comment_version'))
    )
    with op.batch_alter_table('review_comment_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_comment_version_comment_id'), ['comment_id'], unique=False)

    op.create_table('review_return_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['review_comment.id'], name=op.f('fk_review_return_note_comment_id_review_comment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_return_note'))
    )
    with op.batch_alter_table('review_return_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_return_note_comment_id'), ['comment_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('review_return_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_return_note_comment_id'))

    op.drop_table('review_return_note')
    with op.batch_alter_table('review_comment_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_comment_version_comment_id'))

    op.drop_table('review_comment_version')
    op.drop_table('review_answer')
    op.drop_table('working_step')
    with op.batch_alter_table('review_safeguarding_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_safeguarding_decision_record_id'))

    op.drop_table('review_safeguarding_decision')
    with op.batch_alter_table('review_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_comment_round_revision_id'))
        batch_op.drop_index('ix_review_comment_queue')
        batch_op.drop_index(batch_op.f('ix_review_comment_pass_id'))

    op.drop_table('review_comment')
    op.drop_table('reminder')
    with op.batch_alter_table('current_record', schema=None) as batch_op:
        batch_op.drop_index('ix_current_record_module_expires')

    op.drop_table('current_record')
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificate_person_id'))

    op.drop_table('certificate')
    op.drop_table('young_reading')
    op.drop_table('working_text')
    op.drop_table('sign_off')
    op.drop_table('revision_pdf')
    with op.batch_alter_table('review_safeguarding_record', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_safeguarding_record_opened_at'))

    op.drop_table('review_safeguarding_record')
    with op.batch_alter_table('review_round_revision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_round_revision_round_id'))
        batch_op.drop_index(batch_op.f('ix_review_round_revision_revision_id'))

    op.drop_table('review_round_revision')
    with op.batch_alter_table('review_round_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_round_question_round_id'))

    op.drop_table('review_round_question')
    with op.batch_alter_table('review_notice_shown', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_notice_shown_round_id'))
        batch_op.drop_index(batch_op.f('ix_review_notice_shown_pass_id'))

    op.drop_table('review_notice_shown')
    with op.batch_alter_table('review_held_words', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_held_words_pass_id'))
        batch_op.drop_index(batch_op.f('ix_review_held_words_held_at'))

    op.drop_table('review_held_words')
    with op.batch_alter_table('lag_notice', schema=None) as batch_op:
        batch_op.drop_index('uq_lag_notice_stands', sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    op.drop_table('lag_notice')
    op.drop_table('emergency')
    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_completion_team_id'))
        batch_op.drop_index('ix_completion_person_module')
        batch_op.drop_index(batch_op.f('ix_completion_module_id'))
        batch_op.drop_index(batch_op.f('ix_completion_agency_id'))

    op.drop_table('completion')
    op.drop_table('attempt_step')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index('uq_assignment_open', sqlite_where=sa.text('ended_on IS NULL'), postgresql_where=sa.text('ended_on IS NULL'))
        batch_op.drop_index(batch_op.f('ix_assignment_requirement_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_person_id'))

    op.drop_table('assignment')
    op.drop_table('approval')
    with op.batch_alter_table('tick', schema=None) as batch_op:
        batch_op.drop_index('uq_tick_stands', sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_tick_format_id'))

    op.drop_table('tick')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_grant_person_id'))

    op.drop_table('role_grant')
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_index('uq_revision_open', sqlite_where=sa.text("state IN ('draft', 'waiting', 'approved')"), postgresql_where=sa.text("state IN ('draft', 'waiting', 'approved')"))
        batch_op.drop_index('uq_revision_live', sqlite_where=sa.text("state = 'published'"), postgresql_where=sa.text("state = 'published'"))
        batch_op.drop_index(batch_op.f('ix_revision_published_at'))
        batch_op.drop_index(batch_op.f('ix_revision_next_review'))

    op.drop_table('revision')
    with op.batch_alter_table('review_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_round_group_id'))

    op.drop_table('review_round')
    with op.batch_alter_table('review_pass', schema=None) as batch_op:
        batch_op.drop_index('uq_review_pass_pseudonym')
        batch_op.drop_index(batch_op.f('ix_review_pass_group_id'))

    op.drop_table('review_pass')
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_requirement_team_id'))
        batch_op.drop_index(batch_op.f('ix_requirement_module_slug'))
        batch_op.drop_index(batch_op.f('ix_requirement_agency_id'))

    op.drop_table('requirement')
    with op.batch_alter_table('reader_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reader_note_sent_at'))
        batch_op.drop_index(batch_op.f('ix_reader_note_format_id'))

    op.drop_table('reader_note')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('uq_membership_open', sqlite_where=sa.text("state <> 'ended'"), postgresql_where=sa.text("state <> 'ended'"))
        batch_op.drop_index(batch_op.f('ix_membership_team_id'))
        batch_op.drop_index(batch_op.f('ix_membership_person_id'))
        batch_op.drop_index(batch_op.f('ix_membership_agency_id'))

    op.drop_table('membership')
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.drop_index('uq_hold_stands', sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    op.drop_table('hold')
    with op.batch_alter_table('following', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_following_format_id'))

    op.drop_table('following')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('uq_attempt_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index(batch_op.f('ix_attempt_version_id'))
        batch_op.drop_index(batch_op.f('ix_attempt_module_id'))

    op.drop_table('attempt')
    with op.batch_alter_table('waiver', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_waiver_person_id'))

    op.drop_table('waiver')
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_agency_id'))

    op.drop_table('team')
    with op.batch_alter_table('review_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_group_coordinator_id'))

    op.drop_table('review_group')
    with op.batch_alter_table('outside_evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outside_evidence_person_id'))

    op.drop_table('outside_evidence')
    with op.batch_alter_table('module_version', schema=None) as batch_op:
        batch_op.drop_index('uq_module_version_published', sqlite_where=sa.text("state = 'published'"), postgresql_where=sa.text("state = 'published'"))
        batch_op.drop_index(batch_op.f('ix_module_version_module_id'))

    op.drop_table('module_version')
    with op.batch_alter_table('letter_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_link_person_id'))

    op.drop_table('letter_link')
    op.drop_table('format')
    with op.batch_alter_table('evaluation_waiting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evaluation_waiting_module_id'))

    op.drop_table('evaluation_waiting')
    with op.batch_alter_table('evaluation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evaluation_quarter'))
        batch_op.drop_index(batch_op.f('ix_evaluation_module_id'))

    op.drop_table('evaluation')
    with op.batch_alter_table('agency_domain', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agency_domain_domain'))
        batch_op.drop_index(batch_op.f('ix_agency_domain_agency_id'))

    op.drop_table('agency_domain')
    op.drop_table('topic')
    with op.batch_alter_table('throttle', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_throttle_key'))
        batch_op.drop_index(batch_op.f('ix_throttle_at'))

    op.drop_table('throttle')
    op.drop_table('section_link')
    with op.batch_alter_table('review_comment_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_comment_decision_round_ref'))
        batch_op.drop_index(batch_op.f('ix_review_comment_decision_comment_ref'))

    op.drop_table('review_comment_decision')
    with op.batch_alter_table('publication', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_publication_topic'))

    op.drop_table('publication')
    op.drop_table('person')
    with op.batch_alter_table('outbox_letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_letter_not_before'))

    op.drop_table('outbox_letter')
    op.drop_table('module')
    op.drop_table('job_run')
    op.drop_table('glossary_term')
    op.drop_table('generation')
    op.drop_table('contact')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_at'))

    op.drop_table('audit_entry')
    op.drop_table('agency')
    with op.batch_alter_table('access_log', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_access_log_at'))

    op.drop_table('access_log')
