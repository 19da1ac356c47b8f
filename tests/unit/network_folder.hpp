// SPDX-License-Identifier: Apache-2.0
/// @file
/// Small networks in temporary folders.
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>

namespace iqmatch_test {

using Files = std::map<std::string, std::string>;

/// A folder that vanishes with the object.
class NetworkFolder {
  public:
    explicit NetworkFolder(const Files& files) {
        static std::atomic<int> count = 0;
        std::random_device noise;
        path_ = std::filesystem::temp_directory_path() /
                ("iqmatch-network-" + std::to_string(noise()) + "-" + std::to_string(++count));
        std::filesystem::create_directories(path_);
        for (const auto& [name, content] : files) {
            std::filesystem::create_directories((path_ / name).parent_path());
            std::ofstream(path_ / name, std::ios::binary) << content;
        }
    }
    ~NetworkFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    NetworkFolder(const NetworkFolder&) = delete;
    NetworkFolder& operator=(const NetworkFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// A sound network with a row or two in every table.
inline Files sound_network() {
    return {
        {"network.json", R"({"format": "iqmatch-network-1", "name": "test", "as_of": "2026-11-02"})"},
        {"candidates.csv",
         "candidate,region,available_from,hours_min,hours_max,travel_modes,occupation,german,recognition_"
         "status,title,"
         "last_confirmed\n"
         "p1,03457,2026-12-01,20,38.5,car;public,,,,,2026-10-01\n"
         "p2,03402,,,,,29302,B1,partial,fam,\n"
         "p3,abroad,,,,none,,A2,,,\n"},
        {"qualifications.csv",
         "candidate,qualification,kldb,level,experience_years,recognition_status\n"
         "p1,q1,81302,2,2.5,full\n"
         "p1,q2,29302,,,partial\n"},
        {"languages.csv",
         "candidate,language,skill,level,certificate,date\n"
         "p1,de,overall,B2,telc,2025-01-31\n"
         "p1,ar,overall,C2,none,\n"},
        {"titles.csv",
         "candidate,title,valid_from,valid_to,renewable,max_hours\n"
         "p1,18a,2025-01-01,2028-12-31,yes,none\n"},
        {"licences.csv",
         "candidate,kind,regulation_family,valid_from,valid_to,restrictions\n"
         "p1,licence,nursing,2025-03-01,none,none\n"},
        {"legal_facts.csv",
         "candidate,fact,value\n"
         "p1,eu_eea_citizen,no\n"
         "p1,unbroken_stay_since,2022-05-01\n"},
        {"candidate_skills.csv", "candidate,skill,evidence\np1,s-wound-care,tested\n"},
        {"employers.csv", "employer,size_class,accepts_in_recognition\ne1,large,yes\ne2,small,unknown\n"},
        {"sites.csv", "site,employer,region,lat,lon\ns1,e1,03457,53.231,7.455\ns2,e2,03402,,\n"},
        {"vacancies.csv",
         "vacancy,employer,site,region,kldb,positions,german,hours_min,hours_max,pay_cents,pay_per,start_"
         "from,start_to\n"
         "v1,e1,s1,,81302,2,B2,30,39,365000,month,2026-12-01,2027-03-01\n"
         "v2,,s2,03402,29302,1,A2,,,,,,\n"},
        {"vacancy_skills.csv",
         "vacancy,skill,relation\nv1,s-wound-care,essential\nv1,s-medication,optional\n"},
    };
}

}  // namespace iqmatch_test
