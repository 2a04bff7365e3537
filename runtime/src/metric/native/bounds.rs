//! Where the finest buckets end between one power of two and the next: one table for all resolutions.

/// The mantissas of `2^(i / 256)`, each rounded to the nearest number.
pub(super) static BOUNDS: [u64; 256] = bounds();

/// How many bounds lie below all mantissas that begin with these nine bits, up to 255. A bound is further from the next than such mantissas
/// are from each other, so there is only one more to compare with.
static BELOW: [u8; 512] = below();

const MANTISSA: u32 = f64::MANTISSA_DIGITS - 1;

/// How many of the 256 bounds from a power of two on lie below the number with this mantissa.
#[inline]
pub(super) fn bounds_below(mantissa: u64) -> i32 {
    let below = BELOW[(mantissa >> (MANTISSA - 9)) as usize & 511];
    i32::from(below) + i32::from(BOUNDS[usize::from(below)] < mantissa)
}

const fn bounds() -> [u64; 256] {
    let mut bounds = [0; 256];
    let mut at = 0;
    while at < bounds.len() {
        bounds[at] = mantissa_of_power(at);
        at += 1;
    }
    bounds
}

/// The mantissa of `2^(at / 256)`: bit by bit from the lowest, times two where it is set, and the square root.
#[allow(clippy::cast_possible_truncation, reason = "from one up to two, with 63 bits after the point")]
const fn mantissa_of_power(at: usize) -> u64 {
    const POINT: u32 = 63;
    let (mut power, mut bit) = (1_u128 << POINT, 0);
    while bit < 8 {
        power = (power << (POINT as usize + (at >> bit & 1))).isqrt();
        bit += 1;
    }
    let spare = POINT - MANTISSA;
    let rounded = (power + (1 << (spare - 1))) >> spare;
    rounded as u64 - (1 << MANTISSA)
}

#[allow(clippy::cast_possible_truncation, reason = "up to 255")]
const fn below() -> [u8; 512] {
    let mut below = [0; 512];
    let bounds = bounds();
    let (mut first, mut count) = (0, 0);
    while first < below.len() {
        while count < 255 && bounds[count] < (first as u64) << (MANTISSA - 9) {
            count += 1;
        }
        below[first] = count as u8;
        first += 1;
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn low(number: u64) -> u32 {
        u32::try_from(number & u64::from(u32::MAX)).expect("it is the lower half")
    }

    /// The square of a whole number, whose digits lie from the lowest on.
    fn square(digits: &[u32]) -> Vec<u32> {
        let mut square = vec![0; digits.len() * 2];
        for (at, one) in digits.iter().enumerate() {
            let mut carried = 0;
            for (place, other) in square[at..].iter_mut().zip(digits.iter().chain([&0])) {
                carried += u64::from(*one) * u64::from(*other) + u64::from(*place);
                *place = low(carried);
                carried >>= 32;
            }
        }
        square
    }

    /// Of `number^256`, which digit is the first, and which bit of it.
    fn highest_bit_of_power(number: u64) -> usize {
        let mut power = vec![low(number), low(number >> 32)];
        (0..8).for_each(|_| power = square(&power));
        let digit = power.iter().rposition(|digit| *digit != 0).expect("it is above zero");
        digit * 32 + power[digit].ilog2() as usize
    }

    #[test]
    fn each_bound_is_the_nearest_number_to_its_power() {
        for (at, bound) in BOUNDS.iter().enumerate() {
            // Halfway to the numbers beside it, with one more bit; no power of either is a power of two.
            let twice = (bound | 1 << MANTISSA) * 2;
            let power = 256 * (MANTISSA as usize + 1) + at;
            assert!(highest_bit_of_power(twice - 1) < power, "{at}");
            assert!(highest_bit_of_power(twice + 1) >= power, "{at}");
        }
    }

    #[test]
    fn no_two_bounds_lie_among_mantissas_that_begin_alike() {
        let firsts = BOUNDS.map(|bound| bound >> (MANTISSA - 9));
        assert!(firsts.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn bounds_are_counted_up_to_each_and_the_numbers_beside_it() {
        let first_of = |first: u64| first << (MANTISSA - 9);
        let edges = (1..512).map(first_of).chain(BOUNDS[1..].iter().copied());
        let all = edges.flat_map(|edge| [edge - 1, edge, edge + 1]).chain([0, 1, (1 << MANTISSA) - 1]);
        for mantissa in all {
            let counted = BOUNDS.iter().filter(|bound| **bound < mantissa).count();
            assert_eq!(usize::try_from(bounds_below(mantissa)), Ok(counted), "{mantissa:x}");
        }
    }
}
