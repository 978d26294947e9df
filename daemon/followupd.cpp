#include "shell/cli/cli.hpp"

/// The daemon: `followupd --config FILE`.
int main(int argc, char** argv) {
    return followup::cli::followupd(argc, argv);
}
