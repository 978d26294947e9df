#pragma once

/// The two command lines.
namespace followup::cli {

/// `followup COMMAND …`; the exit code: 0 done, 1 refused, 2 usage, 3 the daemon cannot be reached, 78 bad
/// configuration.
[[nodiscard]] int followup(int argc, char** argv);

/// `followupd [--config FILE] [--check] [--at INSTANT --speed FACTOR]`.
[[nodiscard]] int followupd(int argc, char** argv);

} // namespace followup::cli
