//! The rules, each named by its id, against tables that are written down a second time and against anything at all.
#![cfg(test)]

mod access;
mod access_check;
mod address;
mod address_register;
mod address_search;
mod anything;
mod booking;
mod calendar;
mod catalogue;
mod company;
mod date;
mod delivery_date;
mod money;
mod orders;
mod oslo;
mod people;
mod phone;
mod po_box;
mod postcode;
mod products;
mod references;
mod status;
mod transition;
mod world;
