//! Sums of keyed digests: they tell which rows are there, in whatever order, and grow with each row alone.

use super::{key::Codes, write};

/// The digests of rows added up modulo 2²⁵⁶. Without the key nobody finds other rows of the same sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Sum([u64; 4]);

impl Sum {
    pub const LENGTH: usize = 32;

    /// That of one row of a table.
    pub fn of(codes: &Codes, table: &str, fields: &[&[u8]]) -> Self {
        let mut row = Vec::with_capacity(200);
        write(&mut row, &[table.as_bytes()]);
        write(&mut row, fields);
        Self::read(&codes.bytes(&[&row])).unwrap_or_default()
    }

    pub fn read(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; Self::LENGTH] = bytes.try_into().ok()?;
        let (limbs, _) = bytes.as_chunks::<8>();
        let mut sum = [0; 4];
        sum.iter_mut().zip(limbs).for_each(|(limb, bytes)| *limb = u64::from_le_bytes(*bytes));
        Some(Self(sum))
    }

    pub fn bytes(self) -> Vec<u8> {
        self.0.iter().flat_map(|limb| limb.to_le_bytes()).collect()
    }

    pub fn add(&mut self, other: Self) {
        let mut carry = false;
        for (limb, more) in self.0.iter_mut().zip(other.0) {
            let (sum, over) = limb.overflowing_add(more);
            let (sum, again) = sum.overflowing_add(u64::from(carry));
            (*limb, carry) = (sum, over || again);
        }
    }

    pub fn take(&mut self, other: Self) {
        let mut borrow = false;
        for (limb, less) in self.0.iter_mut().zip(other.0) {
            let (rest, under) = limb.overflowing_sub(less);
            let (rest, again) = rest.overflowing_sub(u64::from(borrow));
            (*limb, borrow) = (rest, under || again);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::LogKey, *};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_know_no_order_and_give_back_what_they_took(a: [u64; 4], b: [u64; 4]) {
            let (a, b) = (Sum(a), Sum(b));
            let (mut one, mut other) = (a, b);
            one.add(b);
            other.add(a);
            prop_assert_eq!(one, other);
            one.take(b);
            prop_assert_eq!(one, a);
            prop_assert_eq!(Sum::read(&a.bytes()), Some(a));
        }
    }

    #[test]
    fn sums_carry_and_tell_rows_tables_and_keys_apart() {
        let mut most = Sum([u64::MAX, u64::MAX, 0, 0]);
        most.add(Sum([1, 0, 0, 0]));
        assert_eq!(most, Sum([0, 0, 1, 0]));
        let codes = [[1; 32], [2; 32]].map(|secret| LogKey::new(secret).codes("sums"));
        let row = Sum::of(&codes[0], "users", &[b"a", b"bc"]);
        assert_ne!(row, Sum::of(&codes[0], "users", &[b"ab", b"c"]));
        assert_ne!(row, Sum::of(&codes[0], "hours", &[b"a", b"bc"]));
        assert_ne!(row, Sum::of(&codes[1], "users", &[b"a", b"bc"]));
        assert_eq!(row, Sum::of(&codes[0], "users", &[b"a", b"bc"]), "the control");
    }
}
