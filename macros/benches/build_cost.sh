#!/usr/bin/env bash
# Measures what 500 annotated functions, or 10 structs of 50 families, add to a build and prints it as a table; needs Rust.
#
#   bash macros/benches/build_cost.sh                 some five minutes, after a minute for the dependencies
#   bash macros/benches/build_cost.sh structs         some two minutes
#   bash macros/benches/build_cost.sh functions|structs ROUNDS [NUMBER]
#
# Every variant is a package with the same functions or structs. The variants take turns, so that what the machine does meanwhile hits all
# of them, and each number is the median of the rounds. Where other programs run, trust the processor time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly what=${1:-functions}
readonly rounds=${2:-5}
if [[ $what == structs ]]; then
    readonly number_of=${3:-10}
    readonly variants=(plain metrics by_hand)
else
    readonly number_of=${3:-500}
    readonly variants=(plain timed timed_counted instrument by_hand)
fi
readonly families=50
readonly builds=(edit check release)
# Not where cargo builds, which may be elsewhere, but where git does not look.
readonly packages=$PWD/target/build-cost
readonly output=$packages/target

fail() {
    echo "build_cost.sh: $*" >&2
    exit 1
}

[[ $what =~ ^(functions|structs)$ ]] || fail "measures \`functions\` or \`structs\`"
[[ $rounds =~ ^[1-9][0-9]*$ && $number_of =~ ^[1-9][0-9]*$ ]] || fail "the rounds and how many are numbers above 0"

dependencies() {
    case $1 in
    timed | timed_counted | metrics) echo 'tickmark = { path = "../../../runtime" }' ;;
    instrument) echo 'tracing = "=0.1.44"' ;;
    by_hand) echo 'prometheus = { version = "=0.14.0", default-features = false }' ;;
    esac
}

# What stands above a function: its variant, its number, and its labels as `tickmark` writes them.
attributes() {
    local variant=$1 number=$2 labels=$3 timed="" counted=""
    if [[ -n $labels ]]; then
        timed="(name = \"call_${number}_duration_seconds\", labels($labels))"
        counted="(name = \"calls_${number}_total\", labels($labels))"
    fi
    case $variant in
    timed) echo "#[tickmark::timed$timed]" ;;
    timed_counted) printf '%s\n' "#[tickmark::timed$timed]" "#[tickmark::counted$counted]" ;;
    instrument) echo "#[tracing::instrument]" ;;
    esac
}

# What stands in front of the body: its variant, its number, and its labels as names and as texts.
statements() {
    local variant=$1 number=$2 names=$3 texts=$4
    [[ $variant == by_hand ]] || return 0
    local metric="call_${number}_duration_seconds"
    if [[ -z $names ]]; then
        cat <<RUST
    static TIMER: LazyLock<Histogram> =
        LazyLock::new(|| register_histogram!("$metric", "How long calls take.").unwrap());
    let _timer = TIMER.start_timer();
RUST
    else
        cat <<RUST
    static TIMER: LazyLock<HistogramVec> =
        LazyLock::new(|| register_histogram_vec!("$metric", "How long calls take.", &[$names]).unwrap());
    let _timer = TIMER.with_label_values(&[$texts]).start_timer();
RUST
    fi
}

# One function: its variant and its number, which says of which kind it is.
one_function() {
    local variant=$1 number=$2
    case $((number % 6)) in
    0) cat <<RUST ;;
$(attributes "$variant" "$number" "")
pub fn call_$number(value: u64) -> u64 {
$(statements "$variant" "$number" "" "")
    mix(value, $number)
}
RUST
    1) cat <<RUST ;;
$(attributes "$variant" "$number" "")
pub fn call_$number(value: u64) -> Result<u64, Odd> {
$(statements "$variant" "$number" "" "")
    let half = halve(value)?;
    Ok(mix(half, $number))
}
RUST
    2) cat <<RUST ;;
impl Service {
$(attributes "$variant" "$number" "")
pub fn call_$number(&mut self, value: u64) -> Result<&mut u64, Odd> {
$(statements "$variant" "$number" "" "")
    self.0 += halve(value)?;
    Ok(&mut self.0)
}
}
RUST
    3) cat <<RUST ;;
$(attributes "$variant" "$number" "")
pub async fn call_$number(value: u64) -> Result<u64, Odd> {
$(statements "$variant" "$number" "" "")
    let half = later(halve(value)).await?;
    Ok(mix(half, $number))
}
// Only a future that somebody polls is compiled.
pub fn job_$number(value: u64) -> Job {
    Box::pin(call_$number(value))
}
RUST
    4) cat <<RUST ;;
$(attributes "$variant" "$number" "method = method")
pub fn call_$number(method: Method, value: u64) -> u64 {
$(statements "$variant" "$number" '"method"' 'method.text()')
    mix(value, $number)
}
RUST
    5) cat <<RUST ;;
$(attributes "$variant" "$number" "shop = shop, city = city")
pub fn call_$number(shop: &str, city: &str, value: u64) -> Result<u64, Odd> {
$(statements "$variant" "$number" '"shop", "city"' 'shop, city')
    let half = halve(value)?;
    Ok(mix(half, $number + shop.len() + city.len()))
}
RUST
    esac
}

# One field of a struct: its variant, its number, and that of the struct. Of ten fields five are counters, two of them with a closed label and
# one with an open one, three are histograms, one of them with a label, and two are gauges.
one_field() {
    local variant=$1 number=$2 kind=$(($2 % 10))
    if [[ $variant == plain ]]; then
        echo "    /// Number $number."
        echo "    pub field_$number: u64,"
        return
    fi
    case $kind in
    0 | 1) echo "    /// Number $number." && echo "    pub field_${number}_total: Counter," ;;
    2 | 3) echo "    /// Number $number." && echo "    pub field_${number}_total: Family<ByMethod, Counter>," ;;
    4) echo "    /// Number $number." && echo "    pub field_${number}_total: Family<ByShop, Counter>," ;;
    5) echo "    /// Number $number." && echo "    pub field_$number: Histogram<Seconds>," ;;
    6) printf '%s\n' "    /// Number $number." "    #[metric(buckets = [0.1, 0.5, 1.0, 5.0])]" "    pub field_$number: Histogram," ;;
    7) echo "    /// Number $number." && echo "    pub field_$number: Family<ByMethod, Histogram<Seconds>>," ;;
    8 | 9) echo "    /// Number $number." && echo "    pub field_$number: Gauge," ;;
    esac
}

# The same as a static of the crate `prometheus`.
one_static() {
    local struct=$1 number=$2 name="shop_${1}_field_$2" text="Number $2." kind=$(($2 % 10))
    case $kind in
    0 | 1) echo "pub static F_${struct}_$number: LazyLock<IntCounter> = LazyLock::new(|| register_int_counter!(\"${name}_total\", \"$text\").unwrap());" ;;
    2 | 3) echo "pub static F_${struct}_$number: LazyLock<IntCounterVec> = LazyLock::new(|| register_int_counter_vec!(\"${name}_total\", \"$text\", &[\"method\"]).unwrap());" ;;
    4) echo "pub static F_${struct}_$number: LazyLock<IntCounterVec> = LazyLock::new(|| register_int_counter_vec!(\"${name}_total\", \"$text\", &[\"shop\"]).unwrap());" ;;
    5) echo "pub static F_${struct}_$number: LazyLock<Histogram> = LazyLock::new(|| register_histogram!(\"${name}_seconds\", \"$text\").unwrap());" ;;
    6) echo "pub static F_${struct}_$number: LazyLock<Histogram> = LazyLock::new(|| register_histogram!(\"$name\", \"$text\", vec![0.1, 0.5, 1.0, 5.0]).unwrap());" ;;
    7) echo "pub static F_${struct}_$number: LazyLock<HistogramVec> = LazyLock::new(|| register_histogram_vec!(\"${name}_seconds\", \"$text\", &[\"method\"]).unwrap());" ;;
    8 | 9) echo "pub static F_${struct}_$number: LazyLock<Gauge> = LazyLock::new(|| register_gauge!(\"$name\", \"$text\").unwrap());" ;;
    esac
}

# One struct: its variant and its number.
one_struct() {
    local variant=$1 struct=$2 number
    if [[ $variant == by_hand ]]; then
        for ((number = 0; number < families; number++)); do one_static "$struct" "$number"; done
        return
    fi
    [[ $variant == metrics ]] && printf '%s\n' "#[derive(Metrics)]" "#[metrics(prefix = \"shop_$struct\")]"
    echo "pub struct Shop$struct {"
    for ((number = 0; number < families; number++)); do one_field "$variant" "$number"; done
    echo "}"
    [[ $variant == metrics ]] && printf '%s\n' "#[tickmark::register]" "pub static SHOP_$struct: Shop$struct = Shop$struct::new();"
    return 0
}

# What the structs are made of.
surroundings_of_structs() {
    case $1 in
    metrics)
        cat <<RUST
use tickmark::{Counter, Family, Gauge, Histogram, LabelSet, LabelValue, Metrics, Seconds};
#[derive(LabelValue)]
pub enum Method {
    Card,
    Cash,
}
#[derive(LabelSet)]
pub struct ByMethod {
    pub method: Method,
}
#[derive(LabelSet)]
pub struct ByShop {
    pub shop: String,
}
RUST
        ;;
    by_hand)
        cat <<RUST
use std::sync::LazyLock;
use prometheus::{
    Gauge, Histogram, HistogramVec, IntCounter, IntCounterVec, register_gauge, register_histogram, register_histogram_vec,
    register_int_counter, register_int_counter_vec,
};
RUST
        ;;
    esac
}

# What the functions are made of.
surroundings_of_functions() {
    echo "#![allow(unused_variables)]"
    case $1 in
    timed | timed_counted) echo "#[derive(tickmark::LabelValue)]" ;;
    by_hand)
        cat <<RUST
use std::sync::LazyLock;
use prometheus::{Histogram, HistogramVec, register_histogram, register_histogram_vec};
RUST
        ;;
    esac
    cat <<RUST
#[derive(Clone, Copy, Debug)]
pub enum Method {
    Card,
    Cash,
}

impl Method {
    pub fn text(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Cash => "cash",
        }
    }
}

#[derive(Debug)]
pub struct Odd(pub u64);

#[derive(Debug)]
pub struct Service(pub u64);

pub type Job = std::pin::Pin<Box<dyn Future<Output = Result<u64, Odd>>>>;

// Not inlined, or else a plain function would be compiled where it is called, which is nowhere; and neither pure nor sure to return,
// as little of real code is.
#[inline(never)]
pub fn mix(value: u64, with: usize) -> u64 {
    assert!(with <= std::hint::black_box(1 << 20));
    value.rotate_left(5) ^ with as u64
}

#[inline(never)]
pub fn halve(value: u64) -> Result<u64, Odd> {
    assert!(value <= std::hint::black_box(1 << 20));
    if value % 2 == 0 { Ok(value / 2) } else { Err(Odd(value)) }
}

#[inline(never)]
pub async fn later<T>(value: T) -> T {
    value
}

RUST
}

write_packages() {
    local variant number
    rm --recursive --force "$packages"/*/src
    mkdir --parents "$packages"
    # The versions that the workspace has, and what is missing there.
    cp Cargo.lock "$packages/Cargo.lock"
    printf '[workspace]\nresolver = "3"\nmembers = [%s]\n' \
        "$(printf '"%s", ' "${variants[@]}")" >"$packages/Cargo.toml"
    for variant in "${variants[@]}"; do
        mkdir --parents "$packages/$variant/src"
        cat >"$packages/$variant/Cargo.toml" <<TOML
[package]
name = "$variant"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
$(dependencies "$variant")
TOML
        {
            "surroundings_of_$what" "$variant"
            for ((number = 0; number < number_of; number++)); do "one_${what%s}" "$variant" "$number"; done
        } >"$packages/$variant/functions.rs"
        edit "$variant" 0
    done
}

# Another body for one function: the source is as long as before and differs.
edit() {
    { cat "$packages/$1/functions.rs" && printf 'pub fn edited() -> u32 {\n    1%06d\n}\n' "$2"; } \
        >"$packages/$1/src/lib.rs"
}

# Builds one variant as one of the builds wants it.
build() {
    local command=(check)
    [[ $2 == release ]] && command=(build --release)
    cargo "${command[@]}" --quiet --manifest-path "$packages/Cargo.toml" --target-dir "$output" --package "$1" \
        >/dev/null 2>"$packages/log" || fail "$1, $2: $(cat "$packages/log")"
}

# Prints `build <tab> variant <tab> wall seconds <tab> processor seconds`.
measure() {
    local TIMEFORMAT=$'%R\t%U\t%S' taken
    edit "$1" "$3"
    [[ $2 == check ]] && rm --recursive --force "$output/debug/incremental/$1-"*
    taken=$({ time build "$1" "$2"; } 2>&1)
    awk -v OFS='\t' -v build="$2" -v variant="$1" '{ print build, variant, $1, $2 + $3 }' <<<"$taken"
}

# Reads what `measure` printed; the first variant is what the others are compared with.
table() {
    awk -F'\t' -v what="$what" -v number_of="$number_of" '
        function median(list, numbers, count, i, j, held) {
            count = split(list, numbers, " ")
            for (i = 2; i <= count; i++)
                for (j = i; j > 1 && numbers[j - 1] + 0 > numbers[j] + 0; j--) {
                    held = numbers[j]; numbers[j] = numbers[j - 1]; numbers[j - 1] = held
                }
            return count % 2 ? numbers[(count + 1) / 2] : (numbers[count / 2] + numbers[count / 2 + 1]) / 2
        }
        function added(now, before) { return sprintf("%.2f", (now - before) * 1000 / number_of) }
        BEGIN {
            name["edit"] = "`cargo check` after an edit"
            name["check"] = "`cargo check` from nothing"
            name["release"] = "`cargo build --release`"
            name["plain"] = "plain"
            name["timed"] = "`#[timed]`"
            name["timed_counted"] = "`#[timed]` and `#[counted]`"
            name["instrument"] = "`#[instrument]` of tracing"
            name["metrics"] = "`#[derive(Metrics)]`"
            name["by_hand"] = what == "structs" ? "statics of prometheus, by hand" : "`start_timer` of prometheus, by hand"
        }
        !(($1, $2) in wall) { order[++rows] = $1 SUBSEP $2 }
        { wall[$1, $2] = wall[$1, $2] " " $3; processor[$1, $2] = processor[$1, $2] " " $4 }
        END {
            print "| build | " what " | wall s | added ms each | processor s | added ms each |"
            print "|---|---|--:|--:|--:|--:|"
            for (row = 1; row <= rows; row++) {
                split(order[row], key, SUBSEP)
                w = median(wall[key[1], key[2]]); p = median(processor[key[1], key[2]])
                if (key[2] == "plain") { plain_w = w; plain_p = p }
                printf "| %s | %s | %.2f | %s | %.2f | %s |\n", name[key[1]], name[key[2]],
                    w, key[2] == "plain" ? "" : added(w, plain_w), p, key[2] == "plain" ? "" : added(p, plain_p)
            }
        }'
}

write_packages
echo "build_cost.sh: building the dependencies" >&2
for variant in "${variants[@]}"; do
    for build in edit release; do build "$variant" "$build"; done
done

measured=$packages/measured.tsv
for build in "${builds[@]}"; do
    for ((round = 1; round <= rounds; round++)); do
        echo "build_cost.sh: $build, round $round of $rounds" >&2
        for variant in "${variants[@]}"; do measure "$variant" "$build" "$round"; done
    done
done >"$measured"
table <"$measured"
