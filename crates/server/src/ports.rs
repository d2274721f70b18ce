//! The partner systems: for each a trait that says what the backend wants of it, and one adapter that speaks its
//! protocol over HTTP. The simulator stands behind the same adapters in demonstrations and tests.

pub mod address_query;
pub mod address_register;
pub mod appointment_book;
pub mod breaker;
pub mod calls;
pub mod client;
pub mod company_register;
pub mod failure;
pub mod kapaks;
pub mod number_authority;
pub mod number_reservations;
pub mod order_system;
pub mod place;

use std::{fmt::Write as _, sync::Arc, time::Duration};

pub use calls::Calls;
pub use client::{BadEndpoint, Endpoint};
pub use failure::{Failure, PartnerError, System};

use address_register::AddressRegister;
use appointment_book::AppointmentBook;
use client::Client;
use company_register::CompanyRegister;
use kapaks::Kapaks;
use number_authority::NumberAuthority;
use number_reservations::NumberReservations;
use order_system::OrderSystem;

/// Where each partner system is.
#[derive(Clone, Debug)]
pub struct Endpoints {
    pub address_register: Endpoint,
    pub company_register: Endpoint,
    pub kapaks: Endpoint,
    pub appointment_book: Endpoint,
    pub number_authority: Endpoint,
    pub order_system: Endpoint,
}

/// Every partner system, ready to be asked. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ports {
    pub addresses: Arc<dyn AddressRegister>,
    pub companies: Arc<dyn CompanyRegister>,
    pub kapaks: Arc<dyn Kapaks>,
    pub appointments: Arc<dyn AppointmentBook>,
    pub numbers: Arc<dyn NumberAuthority>,
    pub reservations: Arc<dyn NumberReservations>,
    pub orders: Arc<dyn OrderSystem>,
    pub calls: Arc<Calls>,
    clients: Arc<[Arc<Client>; 6]>,
}

impl Ports {
    pub fn new(endpoints: &Endpoints) -> Result<Self, BadEndpoint> {
        let calls = Arc::new(Calls::default());
        let client = |system, endpoint| Client::new(system, endpoint, Arc::clone(&calls)).map(Arc::new);
        let addresses = client(System::AddressRegister, &endpoints.address_register)?;
        let companies = client(System::CompanyRegister, &endpoints.company_register)?;
        let kapaks = client(System::Kapaks, &endpoints.kapaks)?;
        let appointments = client(System::AppointmentBook, &endpoints.appointment_book)?;
        let numbers = client(System::NumberAuthority, &endpoints.number_authority)?;
        let orders = client(System::OrderSystem, &endpoints.order_system)?;
        Ok(Self {
            addresses: Arc::new(address_register::HttpAddressRegister::new(Arc::clone(&addresses))),
            companies: Arc::new(company_register::HttpCompanyRegister::new(Arc::clone(&companies))),
            kapaks: Arc::new(kapaks::HttpKapaks::new(Arc::clone(&kapaks))),
            appointments: Arc::new(appointment_book::HttpAppointmentBook::new(Arc::clone(
                &appointments,
            ))),
            numbers: Arc::new(number_authority::HttpNumberAuthority::new(Arc::clone(&numbers))),
            reservations: Arc::new(number_reservations::HttpNumberReservations::new(Arc::clone(
                &numbers,
            ))),
            orders: Arc::new(order_system::HttpOrderSystem::new(Arc::clone(&orders))),
            calls,
            clients: Arc::new([addresses, companies, kapaks, appointments, numbers, orders]),
        })
    }

    /// The systems that are not asked at present because they have failed too often, and for how long.
    pub fn suspended(&self) -> impl Iterator<Item = (System, Duration)> {
        self.clients
            .iter()
            .filter_map(|client| Some((client.system(), client.suspended_for()?)))
    }

    /// Appends what is known of calls and breakers in Prometheus' text format.
    pub fn write_metrics(&self, out: &mut String) {
        self.calls.write_metrics(out);
        out.push_str(
            "# HELP jara_partner_suspended Whether a partner system is not asked because it keeps failing.\n",
        );
        out.push_str("# TYPE jara_partner_suspended gauge\n");
        for client in self.clients.iter() {
            let suspended = u8::from(client.suspended_for().is_some());
            // Writing to a String cannot fail.
            let _ = writeln!(
                out,
                "jara_partner_suspended{{system=\"{}\"}} {suspended}",
                client.system().name()
            );
        }
    }
}
