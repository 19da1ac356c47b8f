// SPDX-License-Identifier: Apache-2.0
// `confirm` and `record`, as users call them: files, exit codes, documents.
#include "cli_support.hpp"
#include "json_schema.hpp"
#include "record_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch_test;

namespace {

void check_document(const std::string& name, const std::string& text) {
    const auto schema = parsed(get(source_path("docs/reference/schemas/" + name + ".schema.json")));
    CHECK(schema_errors(schema, parsed(text)) == std::vector<std::string>{});
    CHECK_FALSE(schema_errors(schema, io::JsonValue::object()).empty());
    io::JsonValue more = parsed(text);
    more.set("unheard_of", 1);
    CHECK_FALSE(schema_errors(schema, more).empty());
}

const char* const at_eight = " --time 2026-11-02T08:00:00Z";

}  // namespace

TEST_CASE("confirm writes who decided what, and the next one goes on", "[cli][confirm]") {
    const Scratch scratch;
    result_to_confirm(scratch);
    put(scratch / "d.csv",
        "candidate,option,decision,other_option,reason\nana,y,accept,,\nben,x,refuse,,\"no, thanks\"\n");
    const Run first =
        run(scratch, std::string("confirm out --by 'A. Meier' --decisions d.csv --out final --json c.json") +
                         at_eight);
    CHECK(first.err.empty());
    REQUIRE(first.code == 0);
    CHECK(first.out.find(
              "final by A. Meier: accepted 1, refused 1, changed 0; decided before 0, still open 1") !=
          std::string::npos);
    check_document("confirm", get(scratch / "c.json"));
    const std::string head = parsed(get(scratch / "c.json")).find("head")->text();
    CHECK(first.out.find(head) != std::string::npos);
    const std::string table = get(scratch / "final/final.csv");
    const std::string hash = table.substr(table.find("Z,,") + 3, 64);
    CHECK(table ==
          "candidate,option,decision,by,time,reason,result,proposed,entry,replaces\n"
          "ana,y,accept,A. Meier,2026-11-02T08:00:00Z,," +
              hash +
              ",y,1,\n"
              "ben,,refuse,A. Meier,2026-11-02T08:00:00Z,\"no, thanks\"," +
              hash + ",x,2,\n");

    put(scratch / "d.csv",
        "candidate,option,decision,other_option,reason\nben,x,change,x,asked again\ncleo,x,accept,,\n");
    const Run second = run(scratch, "confirm out --by B --decisions d.csv --out final --lang de");
    CHECK(second.out.find("angenommen 1, abgelehnt 0, geändert 1") != std::string::npos);
    const std::string longer = get(scratch / "final/final.csv");
    CHECK(longer.substr(0, table.size()) == table);
    CHECK(longer.find("ben,x,change,B,") != std::string::npos);
    CHECK(longer.find(",x,3,2\n") != std::string::npos);
    CHECK(run(scratch, "record final verify --head " + head).code == 0);
    CHECK(run(scratch, "certify out").code == 0);
    CHECK(contents(scratch / "final").size() == 3);
}

TEST_CASE("confirm refuses what certify refuses, and writes nothing", "[cli][confirm]") {
    const Scratch scratch;
    result_to_confirm(scratch);
    const std::string prices = get(scratch / "out/prices.csv");
    put(scratch / "out/prices.csv", prices + " ");
    const Run changed = run(scratch, "confirm out --by A --out final --json c.json");
    CHECK(changed.code == 4);
    CHECK(changed.err.find("(file_changed)") != std::string::npos);
    check_document("certify", get(scratch / "c.json"));
    CHECK_FALSE(fs::exists(scratch / "final"));
    put(scratch / "out/prices.csv", prices);
    fs::rename(scratch / "options.csv", scratch / "moved.csv");
    CHECK(run(scratch, "confirm out --by A --out final").code == 5);
    CHECK(run(scratch, "confirm none --by A --out final").code == 5);
    CHECK(run(scratch, "confirm out --by A --out final --inputs moved.csv resources.csv --decisions none.csv")
              .code == 5);
    CHECK_FALSE(fs::exists(scratch / "final"));
    CHECK(run(scratch, "confirm out --by A --out final --inputs moved.csv resources.csv").code == 0);
}

TEST_CASE("wrong decisions exit with 1, wrong words with 2, and nothing is written", "[cli][confirm]") {
    const Scratch scratch;
    result_to_confirm(scratch);
    put(scratch / "d.csv",
        "candidate,option,decision,other_option,reason\nzoe,x,accept,,\nben,x,refuse,,\nana,\"y\n");
    const auto before = names(scratch);
    const Run wrong = run(scratch, "confirm out --by A --out final --decisions d.csv --json f.json");
    CHECK(wrong.code == 1);
    for (const char* code : {"reference_unknown", "confirm_reason_missing", "unterminated_quote"})
        CHECK(wrong.err.find(code) != std::string::npos);
    check_document("findings", get(scratch / "f.json"));
    fs::remove(scratch / "f.json");
    for (const char* arguments :
         {"confirm out --by ' ' --out final", "confirm out --by '' --out final", "confirm out --out final",
          "confirm out --by A", "confirm out --by A --out out", "confirm out --by A --out out/final",
          "confirm out --by A --out .", "confirm out --by A --out final --time now", "record", "record final",
          "record final open", "record final verify ana", "record final forget",
          "record final forget ana --by A", "record final forget ana --by A --reason ' '",
          "record final export ana --by A", "record final export",
          "record final verify --time 2026-11-02T08:00:00Z", "record final export ana --head x"}) {
        INFO(arguments);
        const Run result = run(scratch, arguments);
        CHECK((result.code == 2 ||
               (result.code == 5 &&
                std::string(arguments).find("forget ana --by A --reason") != std::string::npos)));
        CHECK(names(scratch) == before);
    }
    fs::create_directory(scratch / "mine");
    put(scratch / "mine/x.txt", "x");
    CHECK(run(scratch, "confirm out --by A --out mine").code == 2);
    CHECK(contents(scratch / "mine").size() == 1);
}

TEST_CASE("a record can be verified, exported and forgotten", "[cli][confirm]") {
    const Scratch scratch;
    result_to_confirm(scratch);
    put(scratch / "d.csv",
        "candidate,option,decision,other_option,reason\nana,y,change,x,secret reason\nben,x,refuse,,ana goes "
        "there\n");
    REQUIRE(run(scratch, "confirm out --by A --decisions d.csv --out final --quiet").code == 0);
    const Run holds = run(scratch, "record final verify --json v.json");
    CHECK(holds.code == 0);
    CHECK(holds.out.find("holds: entries 2, of these deleted 0") != std::string::npos);
    check_document("verify", get(scratch / "v.json"));
    const std::string head = parsed(get(scratch / "v.json")).find("head")->text();
    const Run exported = run(scratch, "record final export ana");
    CHECK(exported.code == 0);
    CHECK(exported.out.find("secret reason") != std::string::npos);
    check_document("export", exported.out);
    CHECK(run(scratch, "record final export ana --json e.json").out.empty());
    CHECK(get(scratch / "e.json") == exported.out);
    CHECK(run(scratch, "record final export zoe").code == 1);
    CHECK(run(scratch, "record none verify").code == 5);
    CHECK(run(scratch, "record none export ana").code == 5);
    CHECK(run(scratch, "record none forget ana --by A --reason x").code == 5);

    const Run forgotten =
        run(scratch, "record final forget ana --by B --reason 'asked for it' --json g.json");
    CHECK(forgotten.code == 0);
    CHECK(forgotten.out.find("still named in the entries 2 of others") != std::string::npos);
    check_document("forget", get(scratch / "g.json"));
    for (const auto& [name, bytes] : contents(scratch / "final")) {
        INFO(name);
        CHECK(bytes.find("\"ana\"") == std::string::npos);
        CHECK(bytes.find("ana,") == std::string::npos);
        CHECK(bytes.find("secret") == std::string::npos);
    }
    CHECK(run(scratch, "record final verify --head " + head).out.find("entries 3, of these deleted 1") !=
          std::string::npos);
    CHECK(run(scratch, "record final verify --head " + std::string(64, '0')).code == 4);
    CHECK(run(scratch, "record final forget ana --by B --reason again").code == 1);
    CHECK(run(scratch, "record final forget ben --by B --reason 'ben asked'").code == 2);
    // Whoever was forgotten can be decided about again.
    CHECK(run(scratch, "confirm out --by A --out final --quiet").code == 1);  // ben was refused
    put(scratch / "d.csv", "candidate,option,decision,other_option,reason\nana,y,accept,,\n");
    CHECK(run(scratch, "confirm out --by A --out final --decisions d.csv --quiet").code == 0);
}

TEST_CASE("people who confirm at the same time are kept apart", "[cli][confirm]") {
    const Scratch scratch;
    std::string options = "candidate,option,value,uses\n", script;
    for (int k = 0; k < 8; ++k) {
        const std::string key = std::to_string(k);
        options += "p" + key + ",x,0.5,r\n";
        // Two at a time want the same thing; it is decided once.
        put(scratch / ("d" + key + ".csv"),
            "candidate,option,decision,other_option,reason\np" + std::to_string(k / 2) + ",x,accept,,\n");
        script += "'" + std::string(IQMATCH_CLI) + "' confirm out --by B" + key + " --decisions d" + key +
                  ".csv --out final --quiet || touch failed &\n";
    }
    put(scratch / "options.csv", options);
    put(scratch / "resources.csv", "resource,capacity\nr,8\n");
    REQUIRE(run(scratch, "solve options.csv resources.csv --out out --quiet").code == 0);
    put(scratch / "all.sh", script + "wait\n");
    CHECK(std::system(("cd '" + scratch.path().string() + "' && sh all.sh > log.txt 2>&1").c_str()) == 0);
    CHECK(get(scratch / "log.txt").empty());
    CHECK_FALSE(fs::exists(scratch / "failed"));
    const io::RecordContents found = io::verify_record(scratch / "final");
    CHECK(found.faults.empty());
    CHECK(found.entries.size() == 4);
}

TEST_CASE("the table of decisions is held against the record", "[cli][confirm]") {
    const Scratch scratch;
    result_to_confirm(scratch);
    REQUIRE(run(scratch, "confirm out --by A --out final --quiet").code == 0);
    const std::string good = get(scratch / "final/final.csv");
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        put(scratch / "final/final.csv", bad);
        INFO(at);
        REQUIRE_FALSE(io::verify_record(scratch / "final").faults.empty());
    }
    // A cell that says something else is kept as it is and refused; rows that are missing are written again.
    std::string other = good;
    other.replace(other.find("ben,x"), 5, "ben,y");
    put(scratch / "final/final.csv", other);
    CHECK(run(scratch, "record final verify").err.find("(record_table_wrong)") != std::string::npos);
    CHECK(run(scratch, "confirm out --by A --out final --quiet").code == 1);
    CHECK(run(scratch, "record final forget ana --by A --reason x").code == 1);
    CHECK(get(scratch / "final/final.csv") == other);
    put(scratch / "final/final.csv", good.substr(0, good.find("ben")));
    CHECK(run(scratch, "record final verify").code == 4);
    CHECK(run(scratch, "confirm out --by A --out final --quiet").code == 0);
    CHECK(get(scratch / "final/final.csv") == good);
    // The end of the chain was cut off: the table still knows it, and nothing is cleared away.
    const std::string chain = get(scratch / "final/record.jsonl");
    put(scratch / "final/record.jsonl", chain.substr(0, chain.find("{\"number\":3")));
    const auto before = contents(scratch / "final");
    CHECK(run(scratch, "record final verify").code == 4);
    CHECK(run(scratch, "confirm out --by A --out final --quiet").code == 1);
    CHECK(contents(scratch / "final") == before);
}

TEST_CASE("a match is confirmed with its network, and what the network knows counts", "[cli][confirm]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet").code == 0);
    CHECK(run(scratch, "confirm result --by A --out net/final").code == 2);
    const Run all = run(scratch, "confirm result --by A --out final");
    CHECK(all.code == 0);
    CHECK(all.out.find("accepted 43") != std::string::npos);
    fs::rename(scratch / "net", scratch / "moved");
    CHECK(run(scratch, "confirm result --by A --out final --inputs moved").out.find("decided before 43") !=
          std::string::npos);
    // p-001 is entered as placed: that position is not counted twice.
    put(scratch / "moved/participations.csv",
        "candidate,target,state,since\np-001,vacancy:v-01,placed,2026-12-01\n");
    REQUIRE(run(scratch, "match moved --out result --quiet").code == 0);
    put(scratch / "d.csv", "candidate,option,decision,other_option,reason\n");
    CHECK(run(scratch, "confirm result --by A --out final --decisions d.csv --quiet").code == 0);
}
