using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>
/// The tables of <c>hub.db</c>. Every row carries a check over itself. What a commit writes goes into the journal alone,
/// because a card pays for each page that changes; the rest follows about once an hour.
/// </summary>
internal static class HubSchema
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "hub.db";

    /// <summary>The first column of a row's check, so that a row of one table is none of another.</summary>
    public const long Meta = 1, Node = 2, Mark = 3, Series = 4, Journal = 5, Chunk = 6;

    /// <summary>What the database is. "WhHb".</summary>
    public static readonly DatabaseKind Kind = new("the history", 0x57684862, [First]);

    private const string First =
        """
        CREATE TABLE meta (key INTEGER PRIMARY KEY, data BLOB NOT NULL, row_check INTEGER NOT NULL);
        CREATE TABLE node (id INTEGER PRIMARY KEY, data BLOB NOT NULL, row_check INTEGER NOT NULL);
        CREATE TABLE mark (node INTEGER NOT NULL, incarnation TEXT NOT NULL, sequence INTEGER NOT NULL, hash BLOB NOT NULL, row_check INTEGER NOT NULL,
            PRIMARY KEY (node, incarnation, sequence)) WITHOUT ROWID;
        CREATE TABLE series (id INTEGER PRIMARY KEY, data BLOB NOT NULL, row_check INTEGER NOT NULL);
        CREATE TABLE journal (id INTEGER PRIMARY KEY, received INTEGER NOT NULL, readings INTEGER NOT NULL, data BLOB NOT NULL, row_check INTEGER NOT NULL);
        CREATE TABLE chunk (id INTEGER PRIMARY KEY, series INTEGER NOT NULL, level INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            since INTEGER NOT NULL, received INTEGER NOT NULL, readings INTEGER NOT NULL, points INTEGER NOT NULL, data BLOB NOT NULL, row_check INTEGER NOT NULL);
        CREATE INDEX chunk_series ON chunk (series, level, first, last, readings);
        CREATE INDEX chunk_age ON chunk (level, received);
        """;
}
