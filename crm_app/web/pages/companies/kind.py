"""Companies, as the screens that they share with contacts use them."""

from functools import partial

from crm_app import crm
from crm_app.core.texts import t, tn
from crm_app.web.pages.companies.list_rows import company_items
from crm_app.web.record.kinds import BulkWords, FormKind, RecordKind, counted

MANY = BulkWords(
    trashed=partial(tn, "{count} company is in the trash now.", "{count} companies are in the trash now."),
    restored=partial(tn, "{count} company is back.", "{count} companies are back."),
    active=partial(tn, "{count} company is active now.", "{count} companies are active now."),
    inactive=partial(tn, "{count} company is inactive now.", "{count} companies are inactive now."),
    deleted=partial(
        tn, "{count} company is permanently deleted.", "{count} companies are permanently deleted."
    ),
    delete_question=partial(tn, "Delete permanently?", "Delete {count} companies permanently?"),
)
COMPANIES = RecordKind(
    resource="company",
    of=crm.attachments.COMPANY,
    home="/companies",
    missing=t("Company not found"),
    page=crm.list_companies,
    matching=crm.matching_companies,
    count=crm.count_companies,
    uuids=crm.company_uuids,
    items=company_items,
    counted=counted("{count} company", "{count} companies", "More than {count} companies"),
    require=crm.require_company,
    trash=crm.trash_company,
    restore=crm.restore_company,
    delete=crm.delete_company,
    many=MANY,
)
COMPANY_FORM = FormKind(
    blank=crm.CompanyForm(),
    title=t("New company"),
    read=crm.company_form,
    create=crm.create_company,
    update=crm.update_company,
    of_attributes=crm.company_form_of,
    errors=crm.company_errors,
)
