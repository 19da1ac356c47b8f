# SPDX-License-Identifier: Apache-2.0
# Made by tools/header_docs.py from the comments of the public headers.
"""What the headers promise, by function."""

PROMISES: dict[str, str] = {
    "graph::blocking_pairs": """\
Counts what blocks a matching, whoever made it: an edge whose row strictly prefers it to what it has (to nothing
if it has nothing), and whose column has room, or strictly prefers it to the least of those that it holds. Where
the two already have each other on other terms, both must strictly prefer the edge. None: the matching is weakly
stable; with strict scores simply stable. Stability in a stronger sense, where one side need only be
indifferent, is not asked. O(rows + columns + edges).

`chosen`: per row one of its edges, or no_edge

Throws base::UsageError for a malformed graph, or if `chosen` breaks a capacity or names an edge of another row""",
    "graph::deferred_acceptance": """\
Deferred acceptance, rows propose (Gale & Shapley, "College admissions and the stability of marriage", Am. Math.
Monthly 69, 1962). Before returning, a finished matching is checked by blocking_pairs.hpp, which shares no code
with it; base::InternalError if a pair blocks.

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

Throws base::UsageError for a malformed graph, keys of the wrong number, or zero threads; whatever a callback
throws.""",
    "graph::max_weight_assignment": """\
Solves exactly and proves it. As many pairs as the smaller side has members, also where weights are negative.

Value and bound depend on nothing but the matrix. Chosen pairs and prices are fixed too for a matrix as given:
the same with every SimdLevel, number of threads (one is used) and width of W that holds it. Among equal optima
that is all that is promised. Before returning, an optimal result is checked by code that shares nothing with
the solver (graph/assignment_certificate.hpp); base::InternalError if it fails.

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

Throws base::UsageError if the number of weights is not rows · columns, if rows or columns reach 2^32 − 1, for
zero threads, and for what could overflow 64 bits (see require_solvable); whatever a callback throws.""",
    "graph::max_weight_b_matching": """\
Solves exactly and proves it. `W` is std::int32_t or std::int64_t.

Value, bound and prices do not depend on threads or on the order of rows; which of several equal optima comes
back depends only on the graph as given. Prices are the smallest optimal dual vector: price of a column = gain
of one more unit of it. Before returning, the certificate is checked by code that shares nothing with the solver
(graph/certificate.hpp); base::InternalError if it fails.

Method: components; an auction with ε-scaling over capacitated columns, in prices finer than the weights
(Bertsekas 1988; Bertsekas & Castañón 1992), which are then rounded so that hardly anybody becomes discontent;
for those, shortest augmenting paths from both sides on reduced costs (Ahuja, Magnanti, Orlin 1993); then one
pass of shortest paths to the least prices. Worst case of the exact phase O(rows · edges · log columns), hardly
ever needed after the auction. Memory besides the graph: 16 bytes per edge if the weights stay below 2^29, else
24, and about 50 per row and 40 per column.

Memory that cannot be had: base::UsageError that says how many bytes it would take.

Limits and stop: the better of the solution so far and greedy comes back, with status `time_limit`, `work_limit`
or `cancelled` and a bound that holds. With must_assign and not enough capacity: `infeasible` with a witness.

Throws base::UsageError for a malformed graph, zero threads, or weights whose prices or totals could overflow 64
bits (see require_solvable); whatever a callback throws.""",
    "graph::pack": """\
Solves. Equal problems, settings and work limits give equal results, whatever the number of threads.

`optimal` means value = bound. `feasible`: the gap goal was reached, or what search alone could prove, or the
search ended at its nodes; what is left is bound − value. A limit or stop returns the best selection so far with
a bound that holds. `infeasible` only with must_assign; if the nodes end before it is known whether everybody
can be placed, the status is `work_limit`, and rows are left out.

Method, and what is guaranteed: docs/explanation/packing.md.

Throws base::UsageError as require_well_formed, and for zero threads; whatever a callback throws.""",
}
