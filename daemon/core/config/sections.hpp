#pragma once

#include "core/config/config.hpp"
#include "core/config/section.hpp"

#include <vector>

/// The tables of the file, one function each.
namespace followup::config {

/// `[agency]` and `[[recruiter]]`.
void read_agency(Section agency, std::vector<Section> recruiters, Config& config);
/// `[mail]`; `file` is the config's path.
void read_mail(Section mail, const std::string& file, Config& config);
/// `[policy]`.
void read_policy(Section policy, plan::Policy& into);
/// What `[hours]` is read with.
struct HolidaySources {
    const ReadFile& files;
    const std::string& folder; ///< of the files that come with the program
    const std::string& file;   ///< the config's path
    base::Date today;
};
/// `[hours]`.
void read_hours(Section hours, const HolidaySources& sources, Config& config);

} // namespace followup::config
