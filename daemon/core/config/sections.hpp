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
/// `[letters]`: how long the post takes.
void read_letters(Section letters, letter::Transit& into);
/// `templates` of `[mail]`: the program's words, with the files of an administrator in the place of ours.
void read_texts(Section& mail, const std::string& file, const Directories& directories, Config& config);
/// Warns of a language of the agency or a recruiter that the texts do not speak.
void compare_languages(Section& agency, const Config& config);
/// `[policy]`.
void read_policy(Section policy, plan::Policy& into);
/// `[web]`; `file` is the config's path.
void read_web(Section web, const std::string& file, Config& config);
/// `[monitor]`.
void read_monitor(Section monitor, Monitor& into);
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
