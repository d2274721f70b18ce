//! Who may do what: the matrix, written down a second time.

use domain::access::{
    Access,
    AccessType::{self, *},
    Permission::{self, *},
    Team,
};

const ALL: [Permission; 11] = [
    Follow,
    Company,
    Order,
    Quote,
    ServiceRequests,
    RequestUserAccess,
    Invoices,
    TroubleTickets,
    Contacts,
    Colleagues,
    HandleOrders,
];

fn partner(access: AccessType, extras: &str) -> Access {
    Access::Partner {
        access,
        trouble_tickets: extras.contains('t'),
        super_user: extras.contains('s'),
        authorised_orderer: extras.contains('a'),
    }
}

fn allowed(access: &Access) -> Vec<Permission> {
    ALL.into_iter()
        .chain([Administer])
        .filter(|permission| access.may(*permission).is_ok())
        .collect()
}

#[test]
fn each_kind_of_user_may_do_this_and_nothing_else() {
    let cases = [
        (partner(Inquiry, ""), vec![Follow, Company, ServiceRequests]),
        (
            partner(Ordering, ""),
            vec![Follow, Company, Order, Quote, ServiceRequests],
        ),
        (
            partner(Full, ""),
            vec![Follow, Company, Order, Quote, ServiceRequests, Invoices, Contacts],
        ),
        (
            partner(Inquiry, "t"),
            vec![Follow, Company, ServiceRequests, TroubleTickets],
        ),
        (
            partner(Inquiry, "s"),
            vec![Follow, Company, ServiceRequests, Contacts, Colleagues],
        ),
        (
            partner(Inquiry, "a"),
            vec![Follow, Company, ServiceRequests, RequestUserAccess],
        ),
        (
            partner(Full, "tsa"),
            vec![
                Follow,
                Company,
                Order,
                Quote,
                ServiceRequests,
                RequestUserAccess,
                Invoices,
                TroubleTickets,
                Contacts,
                Colleagues,
            ],
        ),
        (Access::Operator { teams: vec![] }, vec![Follow]),
        (
            Access::Operator {
                teams: vec![Team::CustomerService],
            },
            vec![Follow, HandleOrders],
        ),
        (
            Access::Operator {
                teams: vec![Team::Billing, Team::SalesSupport],
            },
            vec![Follow],
        ),
        (
            Access::Operator {
                teams: vec![Team::Administrator],
            },
            vec![Follow, Administer],
        ),
        (
            Access::Operator {
                teams: vec![Team::Administrator, Team::CustomerService],
            },
            vec![Follow, HandleOrders, Administer],
        ),
    ];
    for (access, expected) in cases {
        assert_eq!(allowed(&access), expected, "{access:?}");
    }
}

#[test]
fn a_refusal_says_what_would_be_needed() {
    assert_eq!(
        partner(Inquiry, "").may(Order).unwrap_err().code,
        "access.ordering_needed"
    );
    assert_eq!(
        partner(Full, "").may(HandleOrders).unwrap_err().code,
        "access.operator_only"
    );
    assert_eq!(
        Access::Operator {
            teams: vec![Team::CustomerService]
        }
        .may(Order)
        .unwrap_err()
        .code,
        "access.partner_only"
    );
}
