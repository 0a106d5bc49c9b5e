//! A small generator of numbers (SplitMix64), so that a seed means the same on every machine and in every version.

pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` up to, not including, `high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low) as u64) as i64
    }

    /// One out of a hundred, `percent` times.
    pub(super) fn happens(&mut self, percent: f64) -> bool {
        self.unit() * 100.0 < percent
    }

    /// From zero up to, not including, one.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(super) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.between(0, choices.len() as i64) as usize]
    }

    /// A shop's amounts in minor units: many small ones, few large ones.
    pub(super) fn amount(&mut self) -> i64 {
        let bell: f64 = (0..12).map(|_| self.unit()).sum::<f64>() - 6.0;
        50 + (bell * 0.9 + 7.6).exp() as i64
    }
}
