"""Companies, as the screens that they share with contacts use them."""

from crm_app import crm
from crm_app.core.texts import t, tn
from crm_app.web.pages.companies.list_rows import company_items
from crm_app.web.record.kinds import FormKind, RecordKind

COUNTED = 1_000


def _counted(number: int, in_trash: bool) -> str:
    if in_trash:
        return t("{count} in the trash", count=f"{number:,}")
    if number >= COUNTED:
        return t("More than {count} companies", count=f"{COUNTED:,}")
    return tn("{count} company", "{count} companies", number)


COMPANIES = RecordKind(
    of=crm.attachments.COMPANY,
    home="/companies",
    missing=t("Company not found"),
    page=crm.list_companies,
    matching=crm.matching_companies,
    count=crm.count_companies,
    items=company_items,
    counted=_counted,
    require=crm.require_company,
    trash=crm.trash_company,
    restore=crm.restore_company,
    delete=crm.delete_company,
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
