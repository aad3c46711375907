using System.Globalization;
using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>
/// Carries over what can be read of a damaged database: each row whose check holds, from both ends of each table up to the
/// damage. The damaged file stays as it is.
/// </summary>
internal static class Salvage
{
    private const int RowsOfACommit = 2_000;

    private static readonly Table[] Tables =
    [
        new("meta", "key, data, row_check", "key", HubSchema.Meta, Data: 1, Check: 2, Readings: null),
        new("series", "id, data, row_check", "id", HubSchema.Series, Data: 1, Check: 2, Readings: null),
        new("node", "id, data, row_check", "id", HubSchema.Node, Data: 1, Check: 2, Readings: null),
        new("journal", "id, received, readings, data, row_check", "id", HubSchema.Journal, Data: 3, Check: 4, Readings: 2),
        new("mark", "node, incarnation, sequence, hash, row_check", null, HubSchema.Mark, Data: 3, Check: 4, Readings: null),
        new("chunk", "id, series, level, first, last, since, received, readings, points, data, row_check", "id", HubSchema.Chunk, Data: 9, Check: 10, Readings: 7),
    ];

    /// <summary>Carries it over.</summary>
    /// <param name="aside">The damaged file.</param>
    /// <param name="target">The new one, empty.</param>
    public static SalvageOutcome CarryOver(string aside, SqliteConnection target)
    {
        var run = new Run(target);
        try
        {
            using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = aside, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            source.Open();
            source.Execute("PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0;");
            if (source.Number("PRAGMA application_id") != HubSchema.Kind.ApplicationId || source.Number("PRAGMA user_version") != HubSchema.Kind.Schema)
            {
                return new(0, 0, 0, "it is not of this version");
            }

            foreach (var table in Tables)
            {
                run.Copy(source, table);
            }

        }
        catch (SqliteException failure)
        {
            run.Problem ??= failure.Message;
        }

        var outcome = run.Finish();
        if (target.Number("SELECT count(*) FROM meta WHERE key = 1") == 0)
        {
            // How far nodes and series had followed the journal is lost; taking none of it twice is the safe side.
            HubSession.WriteState(target, target.Number("SELECT coalesce(min(id), 1) - 1 FROM journal"), target.Number("SELECT coalesce(max(id), 0) FROM journal"), 0, 0);
        }

        return outcome;
    }

    private sealed record Table(string Name, string Columns, string? Key, long Kind, int Data, int Check, int? Readings);

    private sealed class Run(SqliteConnection target)
    {
        private long _rows;
        private long _readings;
        private long _lost;
        private int _open;

        public string? Problem { get; set; }

        public void Copy(SqliteConnection source, Table table)
        {
            var last = long.MinValue;
            if (!TryCopy(source, table, table.Key is null ? "" : $" ORDER BY {table.Key}", ref last) && table.Key is not null)
            {
                // From the end, back to where the damage is.
                var reached = last;
                TryCopy(source, table, string.Create(CultureInfo.InvariantCulture, $" WHERE {table.Key} > {reached} ORDER BY {table.Key} DESC"), ref last);
            }
        }

        public SalvageOutcome Finish()
        {
            if (_open > 0)
            {
                target.Execute("COMMIT");
            }

            return new(_rows, _readings, _lost, Problem);
        }

        private bool TryCopy(SqliteConnection source, Table table, string order, ref long last)
        {
            var names = table.Columns.Split(", ");
            using var insert = target.Prepare($"INSERT OR IGNORE INTO {table.Name} ({table.Columns}) VALUES ({string.Join(", ", names.Select(name => "$" + name))})", [.. names.Select(name => "$" + name)]);
            using var select = source.Prepare($"SELECT {table.Columns} FROM {table.Name}{order}");
            try
            {
                using var reader = select.ExecuteReader();
                var values = new object[names.Length];
                while (reader.Read())
                {
                    reader.GetValues(values);
                    last = values[0] is long key ? key : last;
                    if (IsSound(table, values))
                    {
                        Insert(insert, table, values);
                    }
                    else
                    {
                        _lost++;
                    }
                }

                return true;
            }
            catch (SqliteException damage) when (DatabaseFile.IsDamage(damage) || damage.SqliteErrorCode is SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_ERROR)
            {
                Problem ??= $"{table.Name}: {damage.Message}";
                return false;
            }
        }

        private void Insert(SqliteCommand insert, Table table, object[] values)
        {
            if (_open == 0)
            {
                target.Execute("BEGIN IMMEDIATE");
            }

            insert.With(values).ExecuteNonQuery();
            _rows++;
            _readings += table.Readings is { } column ? (long)values[column] : 0;
            if (++_open == RowsOfACommit)
            {
                target.Execute("COMMIT");
                _open = 0;
            }
        }

        private static bool IsSound(Table table, object[] values)
        {
            if (values[table.Data] is not byte[] data || values[table.Check] is not long check)
            {
                return false;
            }

            if (table.Kind == HubSchema.Mark)
            {
                return values is [long node, string incarnation, long sequence, ..] && data.Length == 16 && check == MarkTable.CheckOf((int)node, new(incarnation, sequence), data);
            }

            // A chunk's check leaves its number out: chunks are told apart by what they hold.
            var columns = values[(table.Kind == HubSchema.Chunk ? 1 : 0)..table.Data];
            return columns.All(column => column is long) && check == RowCheck.Of([table.Kind, .. columns.Cast<long>()], data);
        }
    }
}
