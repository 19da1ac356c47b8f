# SPDX-License-Identifier: Apache-2.0
# Made by tools/header_docs.py from the comments of the public headers.
"""What the headers promise, by function."""

PROMISES: dict[str, str] = {
    "domain::NetworkBuilder::build": """\
Checks every cell and every reference between tables, and builds. Needs `candidates` and `vacancies`. What is
missing is unknown, never "no" or 0. Rows are held in an order that does not depend on theirs, so that equal
content has an equal content hash.

Raises DataError with all findings where one is an error.""",
    "explain::explain_candidate": """\
Everything about one person: each vacancy's outcome with reasons, the options with their parts, and what the
result proposes or why it proposes nothing. O(vacancies).""",
    "explain::explain_pair": """\
Why, or why not, this pair: what every rule says with its source and how sure that is, the parts of the value,
and the steps that would open it; with a result also whether it is proposed, or what everybody together would
lose by it. O(1), with a result O(options of the component · log vacancies).""",
    "graph::DynamicMatching": """\
Holds a graph of its own with an optimal matching and optimal prices. Changes are noted at once, those whom they
displace are left out until resolve(), which repairs the optimum from where it was: an arrival is one search for
a shortest augmenting path, a departure one in the other direction, many changes are an auction that starts from
today's prices. What comes out is as good as a solve from scratch; which of several equal optima it is depends
on the history. Staying out is worth 0, as for max_weight_b_matching.

`W` is std::int32_t (abs(weights) < 2^29) or std::int64_t (< 2^58). Weights of 0 or less are allowed and never
taken. Not for graphs with must_assign or with two edges between the same row and column. For one thread.
Memory: 2 · (4 + sizeof(W)) bytes per edge and what lists that grow leave unused, at most as much again.

Every call throws UsageError for a row, column or edge that is not there, a change to a row that was removed, an
edge that is there twice, and a weight out of range, and changes nothing then.""",
    "graph::DynamicMatching::add_row": """\
A row comes. Gets the number of a row that was removed, the latest first, or the next one. O(edges), amortised.""",
    "graph::DynamicMatching::matching": """\
The matching of that copy, with the least optimal prices and a certificate that has been checked; `feasible`
with what the prices prove unless status() is optimal. O(edges · log columns) at worst.""",
    "graph::DynamicMatching::resolve": """\
Makes the matching optimal again. `optimal`, or the reason why it stopped before; the next call goes on. Threads
and work of the control do not matter to the result.""",
    "graph::DynamicMatching::set_capacity": """\
A column has another capacity from now on; 0 closes it. Where it is too small, those leave who gain least.""",
    "graph::blocking_pairs": """\
Counts what blocks a matching, whoever made it: an edge whose row strictly prefers it to what it has (to nothing
if it has nothing), and whose column has room, or strictly prefers it to the least of those that it holds. Where
the two already have each other on other terms, both must strictly prefer the edge. None: the matching is weakly
stable; with strict scores simply stable. Stability in a stronger sense, where one side need only be
indifferent, is not asked. O(rows + columns + edges).

Raises UsageError for a malformed graph, or if `chosen` breaks a capacity or names an edge of another row""",
    "graph::check_assignment": """\
What is wrong with the assignment, or AssignmentFault::none. All sums in 128 bits. O(rows · columns).

Why it proves: whoever is assigned, the weights of all pairs are at most the prices of their two sides; on the
smaller side everybody is in a pair, and on the larger one no price is negative. So the sum of all prices bounds
every assignment, and one that reaches it is best.""",
    "graph::check_certificate": """\
What is wrong with the result, or CertificateFault::none. Shares no code with a solver. All sums in 128 bits.
O(rows + columns + edges).

The bound is Σ capacity·price + Σ over rows of max(0, best weight − price); with must_assign the 0 is left out.""",
    "graph::check_packing": """\
What is wrong with the result, or PackingFault::none. Shares no code with the solver; all sums in 128 bits.
O(options + uses) and, per unit with a reach, the combinations of places that could be its best: at most the
pairs for two rows, pruned but possibly many more for larger ones. Rows may be left out in spite of must_assign
if the status is `infeasible` or that of a limit.""",
    "graph::deferred_acceptance": """\
Deferred acceptance, rows propose (Gale & Shapley, "College admissions and the stability of marriage", Am. Math.
Monthly 69, 1962). Before returning, a finished matching is checked by blocking_pairs.hpp, which shares no code
with it; InternalError if a pair blocks.

by_key: the row-optimal stable matching. Every stable matching of these strict preferences places the same rows
and fills every column equally (Roth 1986).

place_more: Király's method ("Linear time local approximation algorithm for maximum stable marriage", Algorithms
6, 2013), ties on either side or both, each column being as many equal ones of capacity 1. Of columns that a row
likes equally it goes to those with room first, and gives way while another has room; a row that everybody
refused asks all a second time, and then is preferred among equals. No pair blocks, and the matching has at
least 2/3 of the size of a largest weakly stable one.

Lists are put in order as far as their rows get; columns keep a heap of whom they hold. O(edges · log degree)
for the order, O(edges · log capacity) for at most one proposal per edge (two rounds of at most two with
place_more). Memory: 4 bytes per edge with place_more, less with by_key; 16 to 160 per row and 12 to 20 per
place. One thread; the result depends on nothing but the arguments.

Raises UsageError for a malformed graph, keys of the wrong number, or zero threads; whatever a callback throws.""",
    "graph::max_weight_assignment": """\
Solves exactly and proves it. As many pairs as the smaller side has members, also where weights are negative.

Value and bound depend on nothing but the matrix. Chosen pairs and prices are fixed too for a matrix as given:
the same with every SimdLevel, number of threads (one is used) and width of W that holds it. Among equal optima
that is all that is promised. Before returning, an optimal result is checked by code that shares nothing with
the solver (graph/assignment_certificate.hpp); InternalError if it fails.

Method: forward auction with ε-scaling (Bertsekas, "The auction algorithm", Annals of OR 14, 1988), then
augmenting row reduction and shortest augmenting paths (Jonker & Volgenant, "A shortest augmenting path
algorithm for dense and sparse linear assignment problems", Computing 38, 1987). Each row keeps a list of the
columns that were best when it was last read and a bound on all others, which stays true because prices only
rise; rows are read as 16-bit steps below their largest weight. Worst case of the last phase O(n² · m · log m)
for n rows and m >= n columns; typically the whole takes the time of reading the matrix 5 to 15 times.

Memory: 2 bytes per weight, and 768 bytes per row or less. A copy of the matrix in addition if there are more
rows than columns, if W is 32 bits wide and a abs(weight) reaches 2^26, or if W is 64 bits wide and the weights
lie within 2^27 of each other (4 bytes per weight; the copy pays off).

Limits and stop: the columns held so far come back, the other rows placed greedily, with prices and a bound that
hold.

Raises UsageError if the number of weights is not rows · columns, if rows or columns reach 2^32 − 1, for zero
threads, and for what could overflow 64 bits (see require_solvable); whatever a callback throws.""",
    "graph::max_weight_b_matching": """\
Solves exactly and proves it. `W` is std::int32_t or std::int64_t.

Value, bound and prices do not depend on threads or on the order of rows; which of several equal optima comes
back depends only on the graph as given. Prices are the smallest optimal dual vector: price of a column = gain
of one more unit of it. Before returning, the certificate is checked by code that shares nothing with the solver
(graph/certificate.hpp); InternalError if it fails.

Method: components; an auction with ε-scaling over capacitated columns, in prices finer than the weights
(Bertsekas 1988; Bertsekas & Castañón 1992), which are then rounded so that hardly anybody becomes discontent;
for those, shortest augmenting paths from both sides on reduced costs (Ahuja, Magnanti, Orlin 1993); then one
pass of shortest paths to the least prices. Worst case of the exact phase O(rows · edges · log columns), hardly
ever needed after the auction. Memory besides the graph: 16 bytes per edge if the weights stay below 2^29, else
24, and about 50 per row and 40 per column.

Memory that cannot be had: UsageError that says how many bytes it would take.

Limits and stop: the better of the solution so far and greedy comes back, with status `time_limit`, `work_limit`
or `cancelled` and a bound that holds. With must_assign and not enough capacity: `infeasible` with a witness.

Raises UsageError for a malformed graph, zero threads, or weights whose prices or totals could overflow 64 bits
(see require_solvable); whatever a callback throws.""",
    "graph::pack": """\
Solves. Equal problems, settings and work limits give equal results, whatever the number of threads.

`optimal` means value = bound. `feasible`: the gap goal was reached, or what search alone could prove, or the
search ended at its nodes; what is left is bound − value. A limit or stop returns the best selection so far with
a bound that holds. `infeasible` only with must_assign; if the nodes end before it is known whether everybody
can be placed, the status is `work_limit`, and rows are left out.

Method, and what is guaranteed: docs/explanation/packing.md.

Raises UsageError as require_well_formed, and for zero threads; whatever a callback throws.""",
    "io::SessionFolder::open": """\
Opens a session of a network in a folder that is new or empty.

Raises as load_match_inputs and Session; UsageError for a folder that holds anything; FileError.""",
    "io::SessionFolder::restore": """\
Goes on with one: the snapshot, then the journal after it, then one match from what was held.

Raises DataError (session_damaged, session_version, record_damaged, and what else is wrong with data),
FileError.""",
    "io::generate_folder": """\
Writes a network of invented people into a folder: network.json, a CSV file per table that has rows, audit.csv
(for evaluation only) and, last, generated.json with settings and the SHA-256 of every file. The folder may be
new, empty or an earlier generated network, which is replaced as a whole.

Raises UsageError where the folder holds anything else, or as synth::generate; DataError where the catalogue has
errors; FileError.""",
    "io::load_model_card": """\
Reads a card (docs/reference/model_card.md). Rows in findings count features, and knots, from 2 on.

Raises DataError with all findings; FileError where the file cannot be read.""",
    "io::load_network": """\
Loads the network of a folder: network.json and the CSV tables that the schema knows. `audit.csv` is never
opened. Other CSV files are a warning; of them only the header is looked at, for columns that no table may have.
Nothing is loaded by halves.

Raises DataError with all findings about all files; FileError where the folder or one of its files cannot be
read.""",
    "io::make_report": """\
Groups of people and positions with what became of them, the questions whose answers would open most options,
and how many proposals the shortage of occupations decides. To be published, every count below 5 is left out,
and every other from which one could be told. Solves once more without the weight of shortages and asks every
pair in range for its questions: takes as long as the match itself.

Raises whatever a callback of `control` throws.""",
    "io::try_read_model_card": """\
Reads a card from its text, as load_model_card() does from a file. Every feature must be there and no other;
names of protected attributes and of legal status are refused as such. All findings are in the result.""",
    "matching::Session::Session": """\
Forms the options and solves.

Raises UsageError for settings without sense.""",
    "matching::Session::apply": """\
Makes all the changes, then matches. Either all are made or none.

Raises DataError with all findings, whose `row` counts the changes from 1, UsageError for a change that names no
key.""",
    "matching::Session::assignment": """\
The match as assign() would return it for somebody who continues it (what keeping counts included), with
reasons, alternatives and prices: options of network(), formed anew. Costs as much as options() and one solve's
checks.""",
    "matching::Session::improve": """\
Looks for a better match where options share several capacities, from the one at hand, until the gap of the
settings is reached or nothing more is found: what a change costs no time for. Nothing that people or networks
say changes; who moves is told as after a batch, whose number stays.""",
    "matching::Session::undo": """\
Takes the last batch back that has not been taken back; a batch of its own.

Raises UsageError where there is none.""",
    "matching::assign": """\
Chooses at most one option per candidate within the positions of each vacancy: with policy `optimal` the most
total value, proved. Equal input gives equal results, whatever the number of threads and the order of rows.
Where the options know an earlier result, the one of all optimal assignments that keeps most of its proposals is
chosen (graph::keep_most). With all_pairs the alternatives of a proposal are sought among the options that are
listed in the end. A stop among the rounds leaves the best assignment known by then, with the bound of the last
prices at which everything was priced.

Raises UsageError for zero threads, or an earlier result or all_pairs with another policy than optimal; whatever
a callback of `control` throws.""",
    "matching::choose_runs": """\
Adds possible runs one after the other. For each choice every possible run is bounded with the prices of the
solve before it: Σ over the people whom it serves of what their best option through it is worth more, after the
price of what else that option uses, than their best option today, of the best `seats` people; nothing where it
serves fewer than its minimum; plus what the solve before leaves open (bound − value). Then those that promise
most are solved in turn (options and selection), until none left promises more than the best found, or `tries`
were. The best is taken: of most gain, with a budget of most gain per cost. Ends at `most`, at the budget, or
where nothing adds anything. Solves begin with the selection before (tables::improve_selection; up to 20,000
options also from nothing), after what could be gained without a new run has been: a gain is what was found,
right up to the gaps of both solves.

Raises UsageError for an assignment without plans, of options that a stop cut short or that were formed with
other limits, without `most` and `budget_cents`, and for more runs per alliance than `most` allows.""",
    "matching::demand": """\
Which courses are missing or full, for how many people and where they live: from the goals that no plan leads
to, noted while the options were formed, and from the waiting lists of full runs. People who are not known yet
are not in it. Empty without plans. O(candidates + people who lack something · (regions + one search for
plans)).""",
    "matching::employers": """\
What each employer can expect and do, from the options and an assignment of them: proposals, runner-ups, duties
with their dates, and relaxations. For these, rules and card are asked again about the pairs that only one kind
of fact of the vacancy stands in the way of, with exactly that fact changed (the kinds of FactChangeKind that
begin with `job_`), and it counts whose option reaches the card's `min_value`; without plans. Of levels, hours
and pay every value that some person asks for is tried, and kept if it opens more than the lesser ones. An
employer cannot waive what the profession itself demands. Pairs that decisions rule out stay out. Says nothing
about titles, bans, notices or households. O(candidates · vacancies) besides the changes tried.""",
    "matching::options": """\
Those that it was made from; with AssignSettings::all_pairs they and what was added to them.""",
    "matching::plan_gain": """\
What plans add to an assignment: the proposals that need one, and the best assignment without plans, for which
the options without plans are solved once more with the same settings. O(options) besides the solve.""",
    "matching::unlock": """\
Every person's plans and how many vacancies each opens, and the kinds of step that open most: from the options
that lead through a plan to a vacancy. A plan that leads to several goals alike is one; a pair that needs
several steps counts for each of them. Empty without plans. Makes each person's plans again, which is where the
time goes.

Raises UsageError for a result of other options, and for zero threads.""",
    "matching::waiting_lists": """\
Who waits for a seat of which run: per run, in the order of the keys, the people with an option that uses the
run and is worth more than what is proposed to them, in the order of registration (unknown last), then of the
first deadline of title or notice (unknown last), then of the seeded hash of their keys. Nobody waits for a run
that is part of their own proposal. O(options with plans · log).""",
    "planning::plans_for": """\
Dated plans of a person over the course runs of the network, for what the target demands: "vacancy:KEY",
"occupation:KLDB", "recognition" (each qualification whose recognition is open) or "assistant". Kept are the
plans that no other beats in day of completion, own cost and hours, and alternatives that use other seats. What
is unknown is asked, never taken for an empty plan. One entry per goal; none where there is nothing to reach: no
recognition is open, or no assistant's profession belongs to the person's own. A vacancy that the person can
start at as it is has a goal without demands and one plan without steps.

Raises UsageError for any other text, or a key that the network lacks.""",
    "scoring::ModelCard::with_weight": """\
The same card with another weight (on the grid, 0 to 1000), to ask what a feature decides. Its hash is its own;
a validated card loses its calibration and its group check, and is unvalidated.

Raises UsageError for a weight out of range.""",
    "scoring::part": """\
What a feature adds to a value: weight × shape(x), or the weight times the value that the card gives an unknown
input. Computed in integers, rounded once to the grid, half away from zero. O(log knots), no allocation.""",
    "synth::generate": """\
Generates a network. Equal settings and an equal catalogue give equal bytes with every compiler: integers only,
and random numbers of our own (base::Rng), a stream per record. O(people + vacancies + runs) apart from
logarithms.

Raises UsageError where a number is above most_generated, or the catalogue lacks every district or every
occupation that the parameters need.""",
    "tables::certify_selection": """\
Checks capacities, minima, one option per candidate, units, values, value = Σ chosen, and bound = Σ
capacity·price + Σ over candidates of max(0, best value − Σ amount·price); with must_assign the 0 is left out;
for those who decide together the maximum runs over what they may choose together. Minima are left out of
account in the bound. All sums in 128 bits. An `optimal` result must have value = bound and, in the simple form,
the least prices that prove it; an `infeasible` one a witness: candidates and resources, where what the
candidates use at least of the resources, added up, is more than these have. What only a search could show is
not checked, but must be marked so. It proves the selection, not what the values mean. O(options + uses + bytes
of the claim), and per unit with a reach its choices of places.""",
    "tables::solve": """\
Solves: the simple form exactly by graph::max_weight_b_matching, the general form by graph::pack. Equal
problems, settings and limits give equal selections, with any number of threads.

Raises UsageError if the values are too large to be solved (graph::require_solvable); whatever a callback of
`control` throws; InternalError if the result fails its own check.""",
}
