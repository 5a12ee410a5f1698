"""Contacts, as the screens that they share with companies use them."""

from functools import partial

from crm_app import crm
from crm_app.core.texts import t, tn
from crm_app.web.pages.contacts.list_rows import contact_items
from crm_app.web.record.kinds import BulkWords, FormKind, RecordKind, counted

MANY = BulkWords(
    trashed=partial(tn, "{count} contact is in the trash now.", "{count} contacts are in the trash now."),
    restored=partial(tn, "{count} contact is back.", "{count} contacts are back."),
    active=partial(tn, "{count} contact is active now.", "{count} contacts are active now."),
    inactive=partial(tn, "{count} contact is inactive now.", "{count} contacts are inactive now."),
    deleted=partial(
        tn, "{count} contact is permanently deleted.", "{count} contacts are permanently deleted."
    ),
    delete_question=partial(tn, "Delete permanently?", "Delete {count} contacts permanently?"),
)
CONTACTS = RecordKind(
    resource="contact",
    of=crm.attachments.CONTACT,
    home="/contacts",
    missing=t("Contact not found"),
    page=crm.list_contacts,
    matching=crm.matching_contacts,
    count=crm.count_contacts,
    uuids=crm.contact_uuids,
    items=contact_items,
    counted=counted("{count} contact", "{count} contacts", "More than {count} contacts"),
    require=crm.require_contact,
    trash=crm.trash_contact,
    restore=crm.restore_contact,
    delete=crm.delete_contact,
    many=MANY,
)
CONTACT_FORM = FormKind(
    blank=crm.ContactForm(),
    title=t("New contact"),
    read=crm.contact_form,
    create=crm.create_contact,
    update=crm.update_contact,
    of_attributes=crm.contact_form_of,
    errors=crm.contact_errors,
)
