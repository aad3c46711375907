using System.Globalization;
using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.Crash;

/// <summary>The least use of <see cref="DurableDatabase{TSession}"/>: numbers, one commit each.</summary>
internal static class NumbersWriter
{
    public const string Mode = "numbers";
    public const string FileName = "numbers.db";

    private static readonly DatabaseKind Kind = new("a database of numbers", 0x57487431, ["CREATE TABLE number (n INTEGER PRIMARY KEY, filler BLOB NOT NULL)"]);

    /// <summary>Writes numbers from 1.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">How many, and <c>full</c> or, for a database that loses what it told, <c>normal</c>.</param>
    public static Task RunAsync(string folder, string arguments)
    {
        var (count, synchronous) = arguments.Split(' ') is [var first, var second] ? (int.Parse(first, CultureInfo.InvariantCulture), second) : throw new ArgumentException(arguments);
        using var database = Open(folder, synchronous);
        for (var number = 1; number <= count; number++)
        {
            var written = number;
            try
            {
                database.Use(session => session.Write(written));
                WriterProgram.Tell(string.Create(CultureInfo.InvariantCulture, $"{written}"));
            }
            catch (DatabaseUnavailableException)
            {
                // Not told, so nobody relies on it.
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The numbers of a folder, each with its filler checked.</summary>
    public static IReadOnlySet<int> Read(string folder)
    {
        using var database = Open(folder, "full");
        return database.Use(session => session.Read());
    }

    private static DurableDatabase<Session> Open(string folder, string synchronous) =>
        new(Path.Combine(folder, FileName), Kind, 1 << 24, 0, connection => new(connection, synchronous), TimeProvider.System, new NoEvents());

    private static byte[] FillerOf(int number) => [.. Enumerable.Repeat((byte)number, 700)];

    private sealed class Session : IDisposable
    {
        private readonly SqliteConnection _connection;

        public Session(SqliteConnection connection, string synchronous)
        {
            _connection = connection;
            connection.Execute($"PRAGMA wal_autocheckpoint = 16; PRAGMA synchronous = {synchronous}");
        }

        public bool Write(int number)
        {
            using var insert = _connection.Prepare("INSERT INTO number VALUES ($n, $filler)", "$n", "$filler").With(number, FillerOf(number));
            return insert.ExecuteNonQuery() == 1;
        }

        public HashSet<int> Read()
        {
            var numbers = new HashSet<int>();
            using var select = _connection.Prepare("SELECT n, filler FROM number");
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                var number = reader.GetInt32(0);
                Assert.Equal(FillerOf(number), reader.GetFieldValue<byte[]>(1));
                numbers.Add(number);
            }

            return numbers;
        }

        public void Dispose()
        {
        }
    }

    private sealed class NoEvents : IDatabaseEvents
    {
        public void Begun(string path)
        {
        }

        public void Failed(string path, Exception failure)
        {
        }

        public void WorksAgain(string path)
        {
        }

        public void SetAside(string path, string aside, string damage)
        {
            Assert.Fail($"{path} was set aside: {damage}");
        }
    }
}
