//! Time zones to choose from.

use chrono_tz::TZ_VARIANTS;

/// Zones with a name in the shop's own words (`zone-…` in the texts), the most usual first, and the words by which people
/// look for them.
pub const COMMON_ZONES: [(&str, &str); 12] = [
    ("Asia/Shanghai", "china beijing prc 中国 北京 上海"),
    ("Asia/Hong_Kong", "hongkong hong kong 香港"),
    ("Asia/Macau", "macao macau 澳门"),
    ("Asia/Taipei", "taiwan taipei 台北 台湾"),
    ("Asia/Singapore", "singapore 新加坡"),
    ("Asia/Kuala_Lumpur", "malaysia 马来西亚 吉隆坡"),
    ("Asia/Bangkok", "thailand 泰国 曼谷"),
    ("Asia/Tokyo", "japan 日本 东京"),
    ("Australia/Sydney", "australia 澳大利亚 悉尼"),
    ("Europe/London", "england britain uk 英国 伦敦"),
    ("Europe/Berlin", "germany 德国 柏林"),
    ("America/New_York", "usa new york 美国 纽约"),
];

/// How many zones are offered at once.
const MOST_CHOICES: usize = 12;

/// Zones whose name or usual words hold what is typed, the usual ones first; those alone while nothing is typed.
pub(super) fn zone_choices(typed: &str) -> Vec<&'static str> {
    let wanted = typed.trim().to_lowercase().replace(' ', "_");
    let common = COMMON_ZONES.iter().filter(|(zone, words)| {
        wanted.is_empty() || zone.to_lowercase().contains(&wanted) || words.replace(' ', "_").contains(&wanted)
    });
    let mut choices: Vec<&'static str> = common.map(|(zone, _)| *zone).collect();
    if !wanted.is_empty() {
        let others = TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| name.to_lowercase().contains(&wanted));
        let others: Vec<&'static str> = others.filter(|name| !choices.contains(name)).collect();
        choices.extend(others);
    }
    choices.truncate(MOST_CHOICES);
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_name_and_by_what_people_call_them() {
        assert_eq!(zone_choices("")[0], "Asia/Shanghai");
        assert_eq!(zone_choices("北京"), ["Asia/Shanghai"]);
        assert_eq!(zone_choices("hong kong")[0], "Asia/Hong_Kong");
        assert!(zone_choices("reykja").contains(&"Atlantic/Reykjavik"));
        assert_eq!(zone_choices("no such place"), [""; 0]);
    }

    #[test]
    fn every_usual_zone_is_a_zone() {
        for (zone, _) in COMMON_ZONES {
            assert!(TZ_VARIANTS.iter().any(|known| known.name() == zone), "{zone}");
        }
    }
}
