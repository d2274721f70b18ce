//! Reads JSON with little code. `serde_json::from_str` compiles a whole parser into the reading of every single type, which
//! was a tenth of what a first visit loads; here the text becomes a tree once, and each type only picks from that.

use serde::{
    de::{
        Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected,
        VariantAccess, Visitor,
        value::{BorrowedStrDeserializer, Error},
    },
    forward_to_deserialize_any,
};
use serde_json::{Map, Value};

/// Why a text could not be read: no JSON, or not what was expected.
pub type Unreadable = Error;

pub fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let tree = serde_json::from_str::<Value>(text).map_err(Error::custom)?;
    pick(&tree)
}

/// What stands in a tree that was read already.
pub fn pick<T: serde::de::DeserializeOwned>(tree: &Value) -> Result<T, Unreadable> {
    T::deserialize(Json(tree))
}

/// What a value looks like as a tree. Through the text: a second way to write would be code for every type again.
pub fn tree(value: &impl serde::Serialize) -> Result<Value, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(value)?)
}

/// A place in the tree. A type gets what it asks for or an error; in particular a structure is never an array, which
/// spares each structure the code to read it from one.
#[derive(Clone, Copy)]
struct Json<'de>(&'de Value);

impl<'de> Json<'de> {
    #[cold]
    fn unexpected<T>(self, visitor: &impl Visitor<'de>) -> Result<T, Error> {
        let found = match self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(_) => Unexpected::Other("number"),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Err(Error::invalid_type(found, visitor))
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::Number(number) = self.0 else {
            return self.unexpected(&visitor);
        };
        match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), _, _) => visitor.visit_u64(number),
            (None, Some(number), _) => visitor.visit_i64(number),
            (None, None, Some(number)) => visitor.visit_f64(number),
            (None, None, None) => self.unexpected(&visitor),
        }
    }

    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(text) => visitor.visit_borrowed_str(text),
            _ => self.unexpected(&visitor),
        }
    }

    fn array<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(Items(items.iter())),
            _ => self.unexpected(&visitor),
        }
    }

    fn object<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(entries) => visitor.visit_map(Entries::of(entries)),
            _ => self.unexpected(&visitor),
        }
    }
}

/// `deserialize_number => number;`: what is asked for by this name is taken in that way.
macro_rules! takes {
    ($($asked:ident => $taken:ident;)+) => {
        $(
            fn $asked<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                self.$taken(visitor)
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Json<'de> {
    type Error = Error;

    takes! {
        deserialize_i8 => number;
        deserialize_i16 => number;
        deserialize_i32 => number;
        deserialize_i64 => number;
        deserialize_u8 => number;
        deserialize_u16 => number;
        deserialize_u32 => number;
        deserialize_u64 => number;
        deserialize_f32 => number;
        deserialize_f64 => number;
        deserialize_char => text;
        deserialize_str => text;
        deserialize_string => text;
        deserialize_identifier => text;
        deserialize_seq => array;
        deserialize_map => object;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(_) => self.number(visitor),
            Value::String(_) => self.text(visitor),
            Value::Array(_) => self.array(visitor),
            Value::Object(_) => self.object(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Bool(value) => visitor.visit_bool(*value),
            _ => self.unexpected(&visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            _ => self.unexpected(&visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.array(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.object(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant(name, None)),
            Value::Object(entries) => match entries.iter().next() {
                Some((name, content)) if entries.len() == 1 => {
                    visitor.visit_enum(Variant(name, Some(Json(content))))
                }
                _ => self.unexpected(&visitor),
            },
            _ => self.unexpected(&visitor),
        }
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf unit_struct tuple_struct }
}

struct Items<'de>(std::slice::Iter<'de, Value>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(Json(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries<'de> {
    rest: serde_json::map::Iter<'de>,
    /// The value that belongs to the key read last.
    value: &'de Value,
}

impl<'de> Entries<'de> {
    fn of(entries: &'de Map<String, Value>) -> Self {
        Self {
            rest: entries.iter(),
            value: &Value::Null,
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = value;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(Json(self.value))
    }
}

/// A variant by its name, with what it holds.
struct Variant<'de>(&'de str, Option<Json<'de>>);

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let name = seed.deserialize(BorrowedStrDeserializer::new(self.0))?;
        Ok((name, self))
    }
}

impl<'de> Variant<'de> {
    fn content(&self) -> Json<'de> {
        self.1.unwrap_or(Json(&Value::Null))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        <()>::deserialize(self.content())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.content())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.content().array(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.content().object(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fmt::Debug};

    use domain::{
        access::Access,
        orders::{LineDraft, OrderDraft},
    };
    use serde::de::DeserializeOwned;
    use wire::{events::Event, problem::Problem};

    use super::read;

    /// The same value as the general parser reads.
    fn same<T: DeserializeOwned + PartialEq + Debug>(text: &str) {
        let value = read::<T>(text).unwrap();
        assert_eq!(value, serde_json::from_str(text).unwrap(), "{text}");
    }

    #[test]
    fn what_is_read_is_what_the_general_parser_reads() {
        same::<Vec<i64>>("[0, -1, 9007199254740993]");
        same::<(u8, f64)>("[1, 2.5]");
        same::<Option<String>>("null");
        same::<Option<String>>(r#""æ\n\u00e5""#);
        same::<BTreeMap<String, Vec<Option<bool>>>>(r#"{"a": [true, null], "b": []}"#);
        same::<()>("null");
        same::<serde_json::Value>(r#"{"a": [1, {"b": null}]}"#);
        same::<Result<u8, String>>(r#"{"Err": "no"}"#);
        same::<Problem>(
            r#"{"type": "about:blank", "status": 422, "unknown": [1], "current": {"version": 2}}"#,
        );
        same::<Event>(r#"{"kind": "missed"}"#);
        same::<Access>(r#"{"side": "operator", "teams": ["billing"]}"#);
    }

    #[test]
    fn a_draft_comes_back_as_it_was_kept() {
        let mut draft = OrderDraft::default();
        draft.lines.push(LineDraft::default());
        same::<OrderDraft>(&serde_json::to_string(&draft).unwrap());
    }

    #[test]
    fn what_does_not_fit_is_an_error_and_never_a_guess() {
        for text in ["", "{", "[1] 2", "300", "-1", r#""1""#, "null", "1.5"] {
            assert!(read::<u8>(text).is_err(), "{text}");
        }
        assert!(read::<Problem>("[]").is_err());
        assert!(read::<Event>(r#"{"kind": "unheard_of"}"#).is_err());
        assert!(read::<(u8, u8)>("[1]").is_err());
        assert!(read::<Result<u8, String>>(r#"{"Ok": 1, "Err": "no"}"#).is_err());
    }
}
