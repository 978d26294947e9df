#include "core/mail/templates.hpp"

#include "core/mail/markup.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>

namespace followup::mail {
namespace {

const std::filesystem::path folder{FOLLOWUP_SOURCE_DIR "/config/templates"};

std::vector<Template> every_template() {
    std::vector<Template> all;
    for (const auto part : {mail_templates(), duty_templates()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

TEST(Templates, AreTheTextsThatLieInConfig) {
    for (const auto& form : every_template()) {
        std::ifstream in{folder / form.file, std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        EXPECT_EQ(text, form.text) << form.file;
        EXPECT_EQ(template_named(form.file), form.text);
    }
}

TEST(Templates, AreAllThatLieInConfig) {
    std::set<std::string> built_in;
    for (const auto& form : every_template())
        built_in.emplace(form.file);
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        if (entry.is_regular_file()) files.insert(std::filesystem::relative(entry.path(), folder).string());
    EXPECT_EQ(files, built_in);
}

TEST(Templates, AreWellFormed) {
    for (const auto& form : every_template())
        EXPECT_EQ(fault(form.text), "") << form.file;
}

TEST(Templates, HideNothingAndFetchNothing) {
    const auto page = template_named("page.html");
    for (const auto word :
         {"display", "visibility", "opacity", "font-size: 0", "<img", "url(", "http", "<script", "src="})
        EXPECT_FALSE(page.contains(word)) << word;
    EXPECT_TRUE(page.contains("<meta name=\"color-scheme\" content=\"light dark\">"));
    EXPECT_TRUE(page.contains("prefers-color-scheme: dark"));
    EXPECT_TRUE(page.contains("width=device-width"));
}

} // namespace
} // namespace followup::mail
