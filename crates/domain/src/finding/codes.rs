//! Every code of a finding, once, with its weight and the rule behind it. Its text stands under `error.<code>`.

use super::Severity;

/// What is wrong, how much it weighs, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    pub name: &'static str,
    pub severity: Severity,
    pub rule: &'static str,
}

impl Code {
    pub fn as_str(self) -> &'static str {
        self.name
    }
}

macro_rules! codes {
    ($($name:ident = $severity:ident $rule:literal $code:literal;)*) => {
        $(pub const $name: Code = Code { name: $code, severity: Severity::$severity, rule: $rule };)*

        /// Every code, so that each is known to have its texts.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    // Any field that is typed freely.
    TEXT_TOO_LONG = Error "REF-1" "text.too_long";
    TEXT_CONTROL_CHARACTER = Error "REF-1" "text.control_character";

    // What the customer needs, and what kind of order it is.
    NEED_MISSING = Error "GRD-3" "need.missing";
    NEED_UNKNOWN = Error "GRD-3" "need.unknown";
    NEED_NEW = Error "GRD-3" "need.new";
    NEED_SWITCH = Error "GRD-1" "need.switch";
    NEED_MOVE = Error "GRD-2" "need.move";
    NEED_CHANGE = Error "GRD-3" "need.change";
    NEED_TERMINATE = Error "GRD-3" "need.terminate";
    ORDER_TYPE_UNKNOWN = Error "ORD-1" "order_type.unknown";
    LINES_MISSING = Error "ORD-1" "lines.missing";
    LINES_STANDARD_ONE = Error "ORD-1" "lines.standard_one";
    LINES_PROJECT_MOST = Error "ORD-1" "lines.project_most";

    // What a price is asked for.
    QUOTE_LINES_MISSING = Error "QUO-1" "quote.lines.missing";
    QUOTE_LINES_MOST = Error "QUO-1" "quote.lines.most";
    QUOTE_NOT_NEEDED = Error "QUO-1" "quote.product.not_needed";
    QUOTE_SAME_PLACE = Warning "QUO-1" "quote.same_place";
    QUOTE_FLAG_NEEDED = Error "QUO-2" "quote.flag.needed";
    QUOTE_FORM_MISSING = Error "QUO-2" "quote.form.missing";
    QUOTE_ATTACHMENT_MISSING = Error "QUO-2" "quote.attachment.missing";
    QUOTE_ADDRESS_LEFT_OUT = Hint "QUO-2" "quote.address.left_out";

    // What is ordered by a quote.
    QUOTED_UNKNOWN = Error "QUO-6" "quoted.unknown";
    QUOTED_NOT_COMPLETED = Error "QUO-6" "quoted.not_completed";
    QUOTED_EXPIRED = Error "QUO-9" "quoted.expired";
    QUOTED_ORDERED = Error "QUO-6" "quoted.ordered";
    QUOTED_REPEATED = Error "QUO-6" "quoted.repeated";
    QUOTED_OTHER_PRODUCT = Error "QUO-6" "quoted.other_product";
    QUOTED_OTHER_ATTRIBUTES = Error "QUO-6" "quoted.other_attributes";
    QUOTED_OTHER_PLACE = Error "QUO-6" "quoted.other_place";

    // What stands in a file, before it is a line.
    SHEET_NOT_UNDERSTOOD = Error "ORD-8" "sheet.not_understood";

    // What repeats another line, and what a reopened order may not come back with.
    LINE_REPEATS_LINE = Error "ORD-5" "line.repeats_line";
    LINE_REPEATS_ORDER = Error "ORD-5" "line.repeats_order";
    LINE_REPEATS_ORDER_SEEN = Warning "ORD-5" "line.repeats_order_seen";
    REOPEN_OTHER_PRODUCT = Error "CHG-1" "reopen.other_product";
    REOPEN_OTHER_NEED = Error "CHG-1" "reopen.other_need";
    REOPEN_OTHER_SUBSCRIPTION = Error "CHG-1" "reopen.other_subscription";
    REOPEN_OTHER_CHANGE = Error "CHG-1" "reopen.other_change";
    REOPEN_OTHER_SWITCH = Error "CHG-1" "reopen.other_switch";
    REOPEN_OTHER_LINES = Error "CHG-1" "reopen.other_lines";
    REOPEN_SPEED = Error "CHG-2" "reopen.speed";
    REOPEN_REFERENCE = Error "CHG-2" "reopen.reference";
    REOPEN_DATE = Error "CHG-2" "reopen.date";
    REOPEN_NOTHING_CHANGED = Error "CHG-1" "reopen.nothing_changed";

    // What is ordered.
    PRODUCT_MISSING = Error "ORD-2" "product.missing";
    PRODUCT_UNKNOWN = Error "ORD-2" "product.unknown";
    PRODUCT_NOT_ORDERABLE = Error "ORD-2" "product.not_orderable";
    PRODUCT_QUOTE_FIRST = Error "ORD-3" "product.quote_first";
    ATTRIBUTE_MISSING = Error "ORD-2" "attribute.missing";
    ATTRIBUTE_UNKNOWN = Error "ORD-2" "attribute.unknown";
    ATTRIBUTE_NOT_A_CHOICE = Error "ORD-2" "attribute.not_a_choice";
    ATTRIBUTE_NOT_A_NUMBER = Error "ORD-2" "attribute.not_a_number";

    // The look-up by carrier line number.
    CARRIER_NUMBER_MISSING = Error "ORD-6" "carrier_number.missing";
    CARRIER_NUMBER_INVALID = Error "ORD-6" "carrier_number.invalid";

    // When.
    REQUESTED_DATE_MISSING = Error "DAT-6" "requested_date.missing";
    REQUESTED_DATE_UNREADABLE = Error "DAT-6" "requested_date.unreadable";
    REQUESTED_DATE_NO_SUCH_DAY = Error "DAT-6" "requested_date.no_such_day";
    REQUESTED_DATE_WITHOUT_PRODUCT = Error "DAT-6" "requested_date.without_product";
    REQUESTED_DATE_TOO_EARLY = Error "DAT-1" "requested_date.too_early";
    REQUESTED_DATE_WEEKEND = Error "DAT-2" "requested_date.weekend";
    REQUESTED_DATE_HOLIDAY = Error "DAT-2" "requested_date.holiday";
    REQUESTED_DATE_TOO_LATE = Error "DAT-4" "requested_date.too_late";
    REQUESTED_DATE_NOT_THE_BOOKED = Error "BOK-3" "requested_date.not_the_booked";

    // The three references.
    REFERENCE_SAME = Warning "REF-2" "reference.same";
    REFERENCE_LOOKS_LIKE = Warning "REF-2" "reference.looks_like";

    // The end user.
    IDENTITY_NUMBER = Error "CUS-1" "identity_number";
    END_USER_KIND_MISSING = Error "CUS-1" "end_user.kind.missing";
    END_USER_KIND_UNKNOWN = Error "CUS-1" "end_user.kind.unknown";
    FIRST_NAME_MISSING = Error "CUS-1" "end_user.first_name.missing";
    LAST_NAME_MISSING = Error "CUS-1" "end_user.last_name.missing";
    NAME_WITHOUT_LETTERS = Error "CUS-1" "name.without_letters";
    DATE_OF_BIRTH_MISSING = Error "CUS-1" "end_user.date_of_birth.missing";
    DATE_OF_BIRTH_UNREADABLE = Error "CUS-1" "end_user.date_of_birth.unreadable";
    DATE_OF_BIRTH_NO_SUCH_DAY = Error "CUS-1" "end_user.date_of_birth.no_such_day";
    DATE_OF_BIRTH_YEAR_MISSING = Error "CUS-1" "end_user.date_of_birth.year_missing";
    DATE_OF_BIRTH_IN_THE_FUTURE = Error "CUS-1" "end_user.date_of_birth.in_the_future";
    DATE_OF_BIRTH_BEFORE_1900 = Error "CUS-1" "end_user.date_of_birth.before_1900";
    DATE_OF_BIRTH_UNDER_18 = Warning "CUS-1" "end_user.date_of_birth.under_18";
    COMPANY_NAME_MISSING = Error "CUS-2" "end_user.company_name.missing";
    COMPANY_NAME_DIFFERS = Warning "CUS-2" "end_user.company_name.differs";
    ORGANISATION_NUMBER_MISSING = Error "CUS-2" "end_user.organisation_number.missing";
    ORGANISATION_NUMBER_CHARACTERS = Error "CUS-2" "end_user.organisation_number.characters";
    ORGANISATION_NUMBER_LENGTH = Error "CUS-2" "end_user.organisation_number.length";
    ORGANISATION_NUMBER_CHECK_DIGIT = Error "CUS-2" "end_user.organisation_number.check_digit";
    ORGANISATION_NUMBER_UNKNOWN = Warning "CUS-2" "end_user.organisation_number.unknown";
    ORGANISATION_NUMBER_NOT_CHECKED = Warning "CUS-2" "end_user.organisation_number.not_checked";
    ORGANISATION_NUMBER_DELETED = Error "CUS-2" "end_user.organisation_number.deleted";
    ORGANISATION_NUMBER_BANKRUPT = Error "CUS-2" "end_user.organisation_number.bankrupt";
    ORGANISATION_NUMBER_WINDING_UP = Error "CUS-2" "end_user.organisation_number.winding_up";

    // The contact person.
    CONTACT_NAME_MISSING = Error "CON-1" "contact.name.missing";
    CONTACT_NAME_ONE_WORD = Error "CON-1" "contact.name.one_word";
    PHONE_MISSING = Error "CON-2" "phone.missing";
    PHONE_LETTERS = Error "CON-2" "phone.letters";
    PHONE_CHARACTERS = Error "CON-2" "phone.characters";
    PHONE_SEVERAL = Error "CON-2" "phone.several";
    PHONE_TOO_FEW_DIGITS = Error "CON-2" "phone.too_few_digits";
    PHONE_TOO_MANY_DIGITS = Error "CON-2" "phone.too_many_digits";
    PHONE_FIVE_DIGITS = Error "CON-2" "phone.five_digits";
    PHONE_MACHINE_12 = Error "CON-2" "phone.machine_12";
    PHONE_MACHINE_58 = Error "CON-2" "phone.machine_58";
    PHONE_MACHINE_59 = Error "CON-2" "phone.machine_59";
    PHONE_SPECIAL_8 = Error "CON-2" "phone.special_8";
    PHONE_NOT_IN_USE = Error "CON-2" "phone.not_in_use";
    PHONE_FOREIGN_WITHOUT_PLUS = Error "CON-2" "phone.foreign_without_plus";
    PHONE_FOREIGN_LENGTH = Error "CON-2" "phone.foreign_length";
    PHONE_FOREIGN = Warning "CON-2" "phone.foreign";
    PHONE_FIXED = Hint "CON-3" "phone.fixed";
    SECOND_PHONE_MISSING = Warning "CON-4" "contact.second_phone.missing";
    SECOND_PHONE_SAME = Error "CON-4" "contact.second_phone.same";

    // The partner's own contacts and account.
    PARTNER_CONTACT_NAME_MISSING = Error "NOT-1" "partner_contact.name.missing";
    GROUP_EMAIL_MISSING = Warning "NOT-1" "partner_contact.group_email.missing";
    ORDERS_OF_UNKNOWN = Error "NOT-1" "partner_contact.orders_of.unknown";
    ORDERS_OF_TAKEN = Error "NOT-1" "partner_contact.orders_of.taken";
    EMAIL_MISSING = Error "NOT-3" "email.missing";
    EMAIL_SEVERAL = Error "NOT-3" "email.several";
    EMAIL_NO_AT = Error "NOT-3" "email.no_at";
    EMAIL_CHARACTERS = Error "NOT-3" "email.characters";
    EMAIL_TOO_LONG = Error "NOT-3" "email.too_long";
    EMAIL_LOCAL = Error "NOT-3" "email.local";
    EMAIL_HOST = Error "NOT-3" "email.host";
    MAIL_LANGUAGE_UNKNOWN = Error "NOT-2" "account.language.unknown";

    // Where.
    ADDRESS_KIND_UNKNOWN = Error "ADR-1" "address.kind.unknown";
    ADDRESS_KIND_CLOSED = Error "ADR-1" "address.kind.closed";
    ADDRESS_KIND_CHOOSE = Error "ADR-1" "address.kind.choose";
    STREET_MISSING = Error "ADR-1" "address.street.missing";
    STREET_PO_BOX = Error "ADR-2" "address.street.po_box";
    HOUSE_NUMBER_MISSING = Error "ADR-1" "address.house_number.missing";
    HOUSE_NUMBER_IN_STREET = Error "ADR-1" "address.house_number.in_street";
    HOUSE_NUMBER_INVALID = Error "ADR-1" "address.house_number.invalid";
    POSTCODE_MISSING = Error "ADR-3" "address.postcode.missing";
    POSTCODE_FORMAT = Error "ADR-3" "address.postcode.format";
    POSTCODE_UNKNOWN = Error "ADR-3" "address.postcode.unknown";
    POSTCODE_PO_BOX = Error "ADR-2" "address.postcode.po_box";
    POSTCODE_SERVICE = Error "ADR-2" "address.postcode.service";
    PLACE_MISSING = Error "ADR-3" "address.place.missing";
    PLACE_MISMATCH = Error "ADR-3" "address.place.mismatch";
    FARM_NUMBER_MISSING = Error "ADR-1" "address.farm_number.missing";
    TITLE_NUMBER_MISSING = Error "ADR-1" "address.title_number.missing";
    CADASTRE_NUMBER_INVALID = Error "ADR-1" "address.cadastre.invalid";
    MUNICIPALITY_MISSING = Error "ADR-1" "address.municipality.missing";
    MUNICIPALITY_FORMAT = Error "ADR-1" "address.municipality.format";
    INSA_MISSING = Error "ADR-1" "address.insa.missing";
    INSA_INVALID = Error "ADR-1" "address.insa.invalid";
    UNIT_MISSING = Error "ADR-4" "address.unit.missing";
    UNIT_NOT_HERE = Error "ADR-4" "address.unit.not_here";
    UNIT_ASKED_FOR = Hint "ADR-4" "address.unit.asked_for";
    EXISTING_NUMBER_REQUIRED = Error "ADR-5" "address.existing_number.required";
    EXISTING_NUMBER_MISSING = Warning "ADR-5" "address.existing_number.missing";
    EXISTING_NUMBER_INVALID = Error "ADR-5" "address.existing_number.invalid";
    REGISTER_CHOICE_MISSING = Error "ADR-6" "address.register.missing";
    REGISTER_CHOICE_UNKNOWN = Error "ADR-6" "address.register.unknown";
    REGISTER_CHOICE_DIFFERS = Error "ADR-6" "address.register.differs";
    NOT_IN_REGISTER = Warning "ADR-6" "address.not_in_register";

    // Can it be delivered?
    CHECK_MISSING = Error "KAP-1" "access_check.missing";
    CHECK_TO_BOOK = Warning "KAP-1" "access_check.to_book";
    CHECK_UNKNOWN = Error "KAP-1" "access_check.unknown";
    CHECK_HIT_MISSING = Error "KAP-2" "access_check.hit.missing";
    CHECK_HIT_UNKNOWN = Error "KAP-2" "access_check.hit.unknown";
    CHECK_NUMBER_INVALID = Error "KAP-2" "access_check.number.invalid";
    CHECK_NOTHING_FOUND = Error "KAP-2" "access_check.nothing_found";
    CHECK_NOTHING_FOUND_MANUAL = Warning "KAP-2" "access_check.nothing_found_manual";
    CHECK_RED = Error "KAP-3" "access_check.red";
    CHECK_FAULT = Warning "KAP-3" "access_check.fault";
    CHECK_UNCERTAIN = Warning "KAP-3" "access_check.uncertain";
    CHECK_TIMED_OUT = Error "KAP-4" "access_check.timed_out";
    CHECK_TIMED_OUT_TWICE = Warning "KAP-4" "access_check.timed_out_twice";
    CHECK_STALE_PRODUCT = Error "KAP-5" "access_check.stale.product";
    CHECK_STALE_SPEED = Error "KAP-5" "access_check.stale.speed";
    CHECK_STALE_PLACE = Error "KAP-5" "access_check.stale.place";
    CHECK_STALE_NUMBER = Error "KAP-5" "access_check.stale.number";
    CHECK_TOO_OLD = Error "KAP-5" "access_check.too_old";
    CHECK_ELSEWHERE = Error "KAP-5" "access_check.elsewhere";
    EXISTING_LINE_OTHER_OPERATOR = Error "GRD-1" "existing_line.other_operator";
    EXISTING_LINE_TERMINATED = Warning "ISP-1" "existing_line.terminated";
    EXISTING_LINE_OWN = Warning "GRD-3" "existing_line.own";

    // When the technician comes.
    APPOINTMENT_MISSING = Error "BOK-1" "appointment.missing";
    APPOINTMENT_RECOMMENDED = Warning "KAP-3" "appointment.recommended";
    APPOINTMENT_NONE_FREE = Warning "BOK-1" "appointment.none_free";
    APPOINTMENT_NOT_ALLOWED = Error "BOK-2" "appointment.not_allowed";
    APPOINTMENT_CHECK_AGAIN = Error "BOK-2" "appointment.check_again";
    APPOINTMENT_UNKNOWN = Error "BOK-4" "appointment.unknown";
    APPOINTMENT_GONE = Error "BOK-4" "appointment.gone";
    APPOINTMENT_RAN_OUT = Error "BOK-4" "appointment.ran_out";
    APPOINTMENT_USED = Error "BOK-4" "appointment.used";
    APPOINTMENT_OTHER_SUBJECT = Error "BOK-4" "appointment.other_subject";
    APPOINTMENT_DAY = Error "BOK-6" "appointment.day";

    // The telephone numbers.
    NUMBERS_MISSING = Error "NUM-1" "numbers.missing";
    NUMBERS_PROJECT = Error "NUM-1" "numbers.project";
    NUMBERS_CHECK_FIRST = Error "NUM-1" "numbers.check_first";
    NUMBERS_NOT_ALLOWED = Error "NUM-1" "numbers.not_allowed";
    NUMBERS_UNKNOWN = Error "NUM-2" "numbers.unknown";
    NUMBERS_GONE = Error "NUM-2" "numbers.gone";
    NUMBERS_RAN_OUT = Error "NUM-2" "numbers.ran_out";
    NUMBERS_USED = Error "NUM-2" "numbers.used";
    NUMBERS_OTHER_SUBJECT = Error "NUM-2" "numbers.other_subject";
    NUMBERS_SERIES = Error "NUM-3" "numbers.series";
    DONOR_MISSING = Error "NUM-4" "numbers.donor.missing";

    // What is installed, and what is changed or ended of it.
    SUBSCRIPTION_MISSING = Error "TRM-1" "subscription.missing";
    SUBSCRIPTION_NOT_LOOKED_UP = Error "TRM-1" "subscription.not_looked_up";
    SUBSCRIPTION_UNKNOWN = Error "TRM-1" "subscription.unknown";
    SUBSCRIPTION_TERMINATED = Error "TRM-1" "subscription.terminated";
    SUBSCRIPTION_PRODUCT_GONE = Error "TRM-1" "subscription.product_gone";
    SUBSCRIPTION_NOT_CONFIRMED = Error "TRM-1" "subscription.not_confirmed";
    SUBSCRIPTION_LIVE_ORDER = Error "TRM-4" "subscription.live_order";
    SUBSCRIPTION_SWITCH_OPEN = Error "ISP-1" "subscription.switch_open";
    TERMINATION_TOO_EARLY = Error "TRM-2" "termination.too_early";
    CHANGE_MISSING = Error "GRD-3" "change.missing";
    CHANGE_UNKNOWN = Error "GRD-3" "change.unknown";
    CHANGE_NOTHING = Error "CHG-1" "change.nothing";
    CHANGE_TOO_EARLY = Error "DAT-1" "change.too_early";
    CHANGE_ACCESS_NOT_BETWEEN = Error "ISP-1" "change.access_not_between";

    // What is taken over from another operator.
    SWITCH_ONE_LINE = Error "ISP-3" "switch.one_line";
    SWITCH_FROM_MISSING = Error "ISP-1" "switch.product_from.missing";
    SWITCH_FROM_UNKNOWN = Error "ISP-1" "switch.product_from.unknown";
    SWITCH_ACCESS_MISSING = Error "ISP-1" "switch.access_from.missing";
    SWITCH_NOT_BETWEEN = Error "ISP-1" "switch.not_between";
    SWITCH_ACCESS_DIFFERS = Error "ISP-1" "switch.access_differs";
    SWITCH_OPERATOR_MISSING = Error "ISP-2" "switch.losing_operator.missing";
    SWITCH_OTHER_OPERATOR = Error "ISP-2" "switch.losing_operator.other";
    SWITCH_NO_BROADBAND = Error "ISP-2" "switch.no_broadband";
    SWITCH_FROM_OURSELVES = Error "ISP-2" "switch.from_ourselves";
    SWITCH_NUMBER_MISSING = Error "ISP-3" "switch.number.missing";
    SWITCH_NUMBER_INVALID = Error "ISP-3" "switch.number.invalid";
    SWITCH_ADDRESS_NOT_EXACT = Error "ISP-3" "switch.address_not_exact";
    SWITCH_END_USER_DIFFERS = Error "ISP-4" "switch.end_user_differs";
    SWITCH_TOO_EARLY = Error "DAT-3" "switch.too_early";
    AUTHORITY_MISSING = Error "ISP-4" "authority.missing";
    AUTHORITY_NOT_CHECKED = Error "ISP-4" "authority.not_checked";
    AUTHORITY_UNKNOWN = Error "ISP-4" "authority.unknown";
    AUTHORITY_AWAY = Error "ISP-4" "authority.away";
    AUTHORITY_EXPIRED = Error "ISP-4" "authority.expired";
    AUTHORITY_USED = Error "ISP-4" "authority.used";
    AUTHORITY_WITHDRAWN = Error "ISP-4" "authority.withdrawn";
    AUTHORITY_OTHER_PARTNER = Error "ISP-4" "authority.other_partner";
    AUTHORITY_NOT_THE_OWNER = Error "ISP-4" "authority.not_the_owner";
    EXTRA_WORK_UNKNOWN = Error "BOK-5" "extra_work.unknown";
    EXTRA_WORK_WITHOUT_BOOKING = Error "BOK-5" "extra_work.without_booking";

    // Files that go with it.
    ATTACHMENTS_TOO_MANY = Error "ORD-9" "attachments.too_many";
    ATTACHMENT_EMPTY = Error "ORD-9" "attachment.empty";
    ATTACHMENT_TOO_LARGE = Error "ORD-9" "attachment.too_large";
    ATTACHMENT_TYPE = Error "ORD-9" "attachment.type";
    ATTACHMENT_MACROS = Error "ORD-9" "attachment.macros";
    ATTACHMENT_UNKNOWN = Error "ORD-9" "attachment.unknown";
    ATTACHMENT_INCOMPLETE = Error "ORD-9" "attachment.incomplete";
    ATTACHMENT_TAKEN = Error "ORD-9" "attachment.taken";
    ATTACHMENT_REPEATED = Error "ORD-9" "attachment.repeated";

    // What the user has made sure of.
    DOOR_MARKED = Error "ADR-8" "confirmations.door_marked";
    CONTACT_REACHABLE = Error "CON-5" "confirmations.contact_reachable";
    CONTACT_PRESENT = Error "CON-5" "confirmations.contact_present";
    CONTACT_INFORMED = Error "CON-5" "confirmations.contact_informed";
    CONTACT_HELPFUL = Error "CON-5" "confirmations.contact_helpful";
    CUSTOMER_INFORMED = Error "ORD-7" "confirmations.customer_informed";
}
