#include "core/config/sections.hpp"

namespace followup::config {

void read_monitor(Section monitor, Monitor& into) {
    monitor.duration("backup_age", into.backup_age, base::seconds{0}, base::days{366});
    monitor.duration("remember", into.remember, base::seconds{0}, base::days{30});
    monitor.finish();
}

} // namespace followup::config
