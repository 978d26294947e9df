#include "shell/run/human_mails.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

/// Sentences that begin with no word of ours; `%` is a word that stands in no other mail.
struct Prose {
    const char* charset; ///< that holds them, beside UTF-8
    const char* lines[4];
};
constexpr Prose proses[] = {
    {"windows-1252",
     {"I met the plant manager % and we talked about the line.", "They asked about % and the move.",
      "Could you tell me more on % before Thursday?", "It was a good talk – but the % worries me."}},
    {"iso-8859-1",
     {"Der Betriebsleiter % war sehr freundlich.", "Über das Gehalt und % möchte ich noch reden.",
      "Können Sie mir zu % etwas sagen?", "Mir gefällt die Stelle, aber % macht mir Sorgen."}},
    {"iso-8859-1",
     {"J’espère que % pourra me répondre bientôt.", "Ils ont parlé de % et du déménagement.",
      "Pourriez-vous me dire où est % ?", "C’était intéressant, à part %."}},
    {"iso-8859-1",
     {"El jefe de planta % fue muy amable.", "Me preguntaron por % y la mudanza.",
      "¿Podría decirme algo más sobre %?", "Mañana le escribo sobre %."}},
    {"koi8-r",
     {"Начальник цеха % очень любезен.", "Они спросили про % и переезд.", "Можно узнать подробнее о %?",
      "Я ещё думаю о %."}},
    {"iso-2022-jp",
     {"工場長の % さんに会いました。", "% と引っ越しについて聞かれました。", "% について教えてください。",
      "% が少し心配です。"}}};
constexpr const char* dones[] = {"done",
                                 "Done.",
                                 "DONE!",
                                 "Done :-)",
                                 "*Done*",
                                 "“done”",
                                 "Erledigt.",
                                 "erledigt!",
                                 "„erledigt“",
                                 "\xC2\xA0"
                                 "done\xC2\xA0",
                                 "\xE2\x80\x8B"
                                 "Done",
                                 "Hi Pat,\n\nDone.",
                                 "Hallo Pat,\n\nErledigt."};
constexpr const char* banners[] = {
    "CAUTION: This email originated from outside of the organization. Do not click links.\n\n",
    "[EXTERNAL] This message was sent from outside: be careful with what it asks.\n\n"};
constexpr const char* signatures[] = {"\n\n-- \nDana Reyes\nControls Engineer", "\n\nBest regards,\nDana",
                                      "\n\nViele Grüße\nDana", "\n\nSent from my iPhone", ""};

std::string unique_word(Chance& chance, int number) {
    std::string word = "w" + std::to_string(number) + "x";
    for (int n = 0; n < 6; ++n)
        word += static_cast<char>('a' + chance.below(26));
    return word;
}

/// Some sentences of one language, and their words beside punctuation.
std::string sentences(Chance& chance, const Prose& prose, const Envelope& to, HumanMail& mail) {
    std::string text;
    for (auto more = 1 + chance.below(3); more > 0; --more) {
        const auto word = unique_word(chance, to.number);
        const auto sentence = base::replaced(chance.pick(prose.lines), "%", word);
        text += (text.empty() ? "" : "\n") + sentence;
        for (const auto& each : base::split(sentence, ' '))
            if (!each.empty()) mail.words.push_back(each);
    }
    return text;
}

std::string marked(std::string_view text) {
    std::string lines;
    for (const auto& line : base::split(text, '\n'))
        lines += "> " + line + "\n";
    return lines;
}

std::string escaped_html(std::string_view text) {
    auto html = base::replaced(base::replaced(text, "&", "&amp;"), "<", "&lt;");
    return base::replaced(html, "\n", "<br>\n");
}

std::string in_charset(const std::string& text, const std::string& charset) {
    if (charset == "utf-8") return text;
    std::string bytes;
    const bool russian = charset == "koi8-r";
    for (const auto c : base::code_points(text)) {
        // KOI8-R has its letters in the order of the Latin ones that sound alike.
        static const std::u32string letters =
            U"юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
        if (c < 0x80)
            bytes += static_cast<char>(c);
        else if (russian && c == U'ё')
            bytes += '\xA3';
        else if (const auto at = letters.find(c); russian && at != std::u32string::npos)
            bytes += static_cast<char>(0xC0 + at);
        else if (!russian && c >= 0xA0 && c < 0x100)
            bytes += static_cast<char>(c);
        else
            return {};
    }
    return bytes;
}

std::string quoted(std::string_view bytes) {
    std::string out;
    std::size_t column = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n') {
            out += '\n';
            column = 0;
            continue;
        }
        const bool plain = byte > 32 && byte < 127 && c != '=';
        const auto piece = plain || (c == ' ' && column < 60) ? std::string{c} : fmt::format("={:02X}", byte);
        if (column + piece.size() > 74) {
            out += "=\n";
            column = 0;
        }
        out += piece;
        column += piece.size();
    }
    return out;
}

std::string base64_in_lines(std::string_view bytes) {
    std::string lines;
    for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(57, bytes.size())))
        lines += base::base64(bytes.substr(0, 57)) + "\n";
    return lines;
}

/// A part with text, encoded in some way that holds it.
std::string text_part(Chance& chance, const std::string& type, const std::string& text,
                      const std::string& charset) {
    auto bytes = in_charset(text, charset);
    const auto named = bytes.empty() ? std::string{"utf-8"} : charset;
    if (bytes.empty()) bytes = text;
    const auto head = fmt::format("Content-Type: {}; charset={}\n", type, named);
    switch (chance.below(3)) {
    case 0: return head + "Content-Transfer-Encoding: quoted-printable\n\n" + quoted(bytes);
    case 1: return head + "Content-Transfer-Encoding: base64\n\n" + base64_in_lines(bytes);
    default: return head + "Content-Transfer-Encoding: 8bit\n\n" + bytes;
    }
}

/// Above, with the quotation as that program sets it below.
std::string with_quotation(Chance& chance, const std::string& text, const std::string& below,
                           const Envelope& to, std::string& style) {
    const auto quotation = [&] {
        if (below.empty()) return marked(to.quoted);
        const auto middle = to.quoted.find('\n', to.quoted.size() / 2);
        return marked(to.quoted.substr(0, middle)) + below + "\n" + marked(to.quoted.substr(middle + 1));
    };
    switch (chance.below(5)) {
    case 0:
        style += ", Gmail";
        return text + "\n\nOn Mon, Nov 30, 2026 at 9:00 AM Glass Recruiters <" + to.to + ">\nwrote:\n\n"
               + quotation();
    case 1:
        style += ", Apple Mail";
        return text + "\n\n> On 30 Nov 2026, at 09:00, Glass Recruiters <" + to.to + "> wrote:\n> \n"
               + quotation();
    case 2:
        style += ", Thunderbird in German";
        return text + "\n\nAm 30.11.26 um 09:00 schrieb Glass Recruiters:\n" + quotation();
    case 3:
        if (below.empty()) {
            style += ", Outlook";
            return text + "\n\n________________________________\nFrom: Glass Recruiters <" + to.to
                   + ">\nSent: Monday, November 30, 2026 9:00 AM\nTo: " + to.from + "\nSubject: " + to.subject
                   + "\n\n" + to.quoted;
        }
        style += ", French";
        return text + "\n\nLe lun. 30 nov. 2026 à 09:00, Glass Recruiters <" + to.to + "> a écrit :\n"
               + quotation();
    default:
        if (!below.empty()) return text + "\n\nOn 30/11/2026 09:00, Glass Recruiters wrote:\n" + quotation();
        style += ", no quotation";
        return text;
    }
}

std::string attachment(Chance& chance, HumanMail& mail, int number) {
    const auto name = fmt::format("plan-{}.pdf", number);
    switch (chance.below(4)) {
    case 0:
        mail.files.push_back(name);
        return "Content-Type: application/pdf; name=\"" + name
               + "\"\nContent-Disposition: attachment; filename=\"" + name
               + "\"\nContent-Transfer-Encoding: base64\n\n" + base64_in_lines(std::string(3000, 'p'));
    case 1:
        mail.files.push_back("notes.txt");
        return "Content-Type: text/plain; name=\"notes.txt\"\nContent-Disposition: attachment; "
               "filename=\"notes.txt\"\n\ndone\nheard: an offer\n";
    case 2:
        return "Content-Type: message/rfc822\n\nFrom: Margaret <chen@harbour.example>\nSubject: "
               "offer\n\ndone\n";
    default:
        mail.files.push_back("winmail.dat");
        return "Content-Type: application/ms-tnef; name=\"winmail.dat\"\nContent-Transfer-Encoding: "
               "base64\n\n"
               + base64_in_lines(std::string(500, 't'));
    }
}

std::string header_of(const Envelope& to, Chance& chance) {
    return fmt::format("From: Dana <{}>\nTo: Glass Recruiters <{}>\nSubject: Re: {}\nDate: Mon, 30 Nov 2026 "
                       "09:3{}:00 -0700\nMessage-ID: <h{}-{}@candidate.example>\nIn-Reply-To: <{}>\n"
                       "MIME-Version: 1.0\n",
                       to.from, to.to, to.subject, chance.below(10), to.number, chance.below(1000000),
                       to.message_id);
}

} // namespace

HumanMail human_mail(Chance& chance, const Envelope& to) {
    HumanMail mail;
    const auto& prose = chance.pick(proses);
    const bool latin_commands = std::string_view{prose.charset} != "iso-2022-jp";
    mail.done = chance.percent(50) && latin_commands;
    std::string text = mail.done ? chance.pick(dones) : std::string{};
    const auto place = chance.below(5); // more above, below, between, nothing, all over
    if (!mail.done || place == 0 || place == 4) {
        if (mail.done) text += "\n\n";
        text += sentences(chance, prose, to, mail);
    }
    std::string between;
    if (place == 2 || place == 4) between = sentences(chance, prose, to, mail);
    if (chance.percent(10)) text = chance.pick(banners) + text;
    text += chance.pick(signatures);
    mail.style = fmt::format("{}, place {}", prose.charset, place);
    auto whole = with_quotation(chance, text, between, to, mail.style);
    const bool marks = whole.contains("\n> ");
    if (place == 1 && marks) whole += "\n" + sentences(chance, prose, to, mail) + "\n";
    const std::string charset = std::string_view{prose.charset} == "iso-2022-jp" ? "utf-8" : prose.charset;
    const auto plain = text_part(chance, "text/plain", whole, charset);
    const auto html = text_part(chance, "text/html",
                                "<html><head><style>p { color: red }</style></head><body><div>"
                                    + escaped_html(whole) + "</div></body></html>",
                                "utf-8");
    std::string body;
    switch (chance.below(3)) {
    case 0: body = plain; break;
    case 1:
        body = html;
        mail.style += ", HTML";
        break;
    default:
        body = "Content-Type: multipart/alternative; boundary=\"=_alt\"\n\n--=_alt\n" + plain + "\n--=_alt\n"
               + html + "\n--=_alt--\n";
        mail.style += ", both";
    }
    if (chance.percent(30)) {
        body = "Content-Type: multipart/mixed; boundary=\"=_mix\"\n\n--=_mix\n" + body + "\n--=_mix\n"
               + attachment(chance, mail, to.number) + "\n--=_mix--\n";
        mail.style += ", attachment";
    }
    mail.bytes = header_of(to, chance) + body;
    if (chance.percent(50)) mail.bytes = base::replaced(mail.bytes, "\n", "\r\n");
    return mail;
}

} // namespace followup::run
