#include "shell/cli/cli.hpp"

/// The command-line program: `followup COMMAND …`.
int main(int argc, char** argv) {
    return followup::cli::followup(argc, argv);
}
