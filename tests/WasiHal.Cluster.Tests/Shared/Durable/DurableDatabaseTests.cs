using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.Shared.Durable;

public sealed class DurableDatabaseTests : IDatabaseEvents, IDisposable
{
    private const int Id = 0x57487432;
    private const string Filler = "x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'";

    private static readonly string[] Steps =
    [
        "CREATE TABLE number (n INTEGER PRIMARY KEY)",
        "ALTER TABLE number ADD COLUMN filler BLOB; UPDATE number SET filler = " + Filler,
        "CREATE INDEX number_filler ON number (filler); INSERT INTO number (n, filler) VALUES (1000, x'00')",
    ];

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
    private readonly List<string> _told = [];

    private string Path => _folder.Sub("numbers.db");

    [Fact]
    public void Use_Reopened_HasWhatWasCommitted()
    {
        using (var database = Open(1))
        {
            Write(database, 7);
        }

        using var again = Open(1);
        Assert.Equal([7], Read(again));
        Assert.Equal(["begun"], _told);
        Assert.Null(again.Problem);
    }

    [Fact]
    public void Use_ModesOfFiles_AreTheOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes");
            return;
        }

        using var database = Open(1);
        Write(database, 7);

        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Use_WorkThrows_LeavesNoTransactionOpen()
    {
        using var database = Open(1);
        Assert.Throws<InvalidOperationException>(void () => database.Use<bool>(session =>
        {
            session.Connection.Execute("BEGIN IMMEDIATE; INSERT INTO number VALUES (1)");
            throw new InvalidOperationException();
        }));

        Write(database, 2);

        Assert.Equal([2], Read(database));
    }

    [Fact]
    public void Use_AtTheBound_FailsAndWhatWasThereStays()
    {
        using var database = Open(2, maxBytes: 64 << 10);
        var written = 0;
        var failure = Assert.Throws<DatabaseUnavailableException>(void () =>
        {
            while (true)
            {
                database.Use(session => Insert(session, written + 1, new byte[2000]));
                written++;
            }
        });

        Assert.True(DatabaseFile.IsFull(failure.InnerException!));
        Assert.NotNull(database.Problem);
        Assert.Equal(Enumerable.Range(1, written), Read(database));
        Assert.NotNull(database.Problem);
        Assert.InRange(new FileInfo(Path).Length, 1, 64 << 10);
        Assert.Equal(["begun", "failed"], _told);

        database.UseToMakeRoom(session =>
        {
            session.Connection.Execute("DELETE FROM number WHERE n < 10");
            return true;
        });
        Assert.Null(database.Problem);
        Assert.Equal(["begun", "failed", "works again"], _told);
    }

    [Fact]
    public void UseToMakeRoom_NoRoom_GivesTheBallastUpOnceAndTakesItLater()
    {
        using var database = Open(1, ballast: 5000);
        Write(database, 1);
        Assert.Equal(5000, new FileInfo(Path + ".ballast").Length);
        var tries = 0;

        database.UseToMakeRoom(session =>
        {
            if (tries++ == 0)
            {
                throw new SqliteException("full", SQLitePCL.raw.SQLITE_FULL);
            }

            Assert.False(File.Exists(Path + ".ballast"));
            return Insert(session, 2);
        });

        Assert.Equal(2, tries);
        Assert.Equal(5000, new FileInfo(Path + ".ballast").Length);
    }

    [Fact]
    public void Ballast_NoRoomForIt_IsNotTriedAtEveryCommit()
    {
        Directory.CreateDirectory(Path + ".ballast");
        using var database = Open(1, ballast: 5000);
        Write(database, 1);
        Directory.Delete(Path + ".ballast");

        Write(database, 2);
        Assert.False(File.Exists(Path + ".ballast"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Write(database, 3);

        Assert.True(File.Exists(Path + ".ballast"));
    }

    [Fact]
    public void Open_SecondTime_IsRefusedAndNamesTheFile()
    {
        using var first = Open(1);
        Write(first, 1);
        using var second = Open(1);

        var failure = Assert.Throws<DatabaseUnavailableException>(() => Read(second));

        Assert.IsType<DatabaseRefusedException>(failure.InnerException);
        Assert.Contains(Path, failure.Message, StringComparison.Ordinal);
        Write(first, 2);
        first.Dispose();
        Assert.Equal([1, 2], Read(second));
    }

    [Fact]
    public void Open_OlderSchema_IsBroughtUpToDate()
    {
        using (var old = Open(1))
        {
            Write(old, 7);
        }

        using var database = Open(3);

        Assert.Equal([7, 1000], Read(database));
        Assert.Equal(3, database.Use(session => session.Connection.Number("PRAGMA user_version")));
        Assert.Equal(32, database.Use(session => session.Connection.Number("SELECT length(filler) FROM number WHERE n = 7")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Open_KilledInTheMiddleOfAMigration_IsBroughtUpToDateByTheNextStart(int steps)
    {
        using (var old = Open(1))
        {
            old.Use(session => Enumerable.Range(1, 900).Sum(number => Insert(session, number)));
        }

        // What a kill leaves: pages in the log, and nothing that says that they count.
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA cache_size = 1; BEGIN IMMEDIATE");
            foreach (var step in Steps.Skip(1).Take(steps))
            {
                connection.Execute(step);
            }

            connection.Execute("PRAGMA user_version = 3");
            foreach (var ending in (string[])["", "-wal"])
            {
                File.Copy(Path + ending, _folder.Sub("killed.db" + ending));
            }
        }

        using var database = Open(3, name: "killed.db");

        Assert.Equal([.. Enumerable.Range(1, 900), 1000], Read(database));
        Assert.Equal(900, database.Use(session => session.Connection.Number("SELECT count(*) FROM number WHERE length(filler) = 32")));
        Assert.DoesNotContain(_told, told => told.StartsWith("set aside", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_MigrationFails_ChangesNothing()
    {
        using (var old = Open(1))
        {
            Write(old, 7);
        }

        using var failing = new DurableDatabase<Session>(Path, new("a database of numbers", Id, [Steps[0], Steps[1], "no SQL at all"]), 1 << 24, 0, connection => new(connection), _time, this);
        Assert.ThrowsAny<Exception>(() => Read(failing));

        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(_folder.Path, "*.damaged-*Z").Single()};Pooling=False");
        connection.Open();
        Assert.Equal((1, 7), (connection.Number("PRAGMA user_version"), connection.Number("SELECT sum(n) FROM number")));
    }

    [Fact]
    public void Open_NewerSchema_IsRefusedAndNotAByteChanges()
    {
        using (var newer = Open(3))
        {
            Write(newer, 7);
        }

        var before = File.ReadAllBytes(Path);
        using var old = Open(2);
        var failure = Assert.Throws<DatabaseUnavailableException>(() => Read(old));

        Assert.Contains("made by a newer version", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.DoesNotContain(_told, told => told.StartsWith("set aside", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not a database at all")]
    [InlineData("SQLite format 3\0 and then something else that is long enough to be looked at, but no header of a database whatever it may be ...")]
    public void Use_NotADatabase_IsSetAsideAsItIs(string content)
    {
        File.WriteAllText(Path, content);
        using var database = Open(1);

        Write(database, 1);

        Assert.Equal([1], Read(database));
        Assert.Equal(content, File.ReadAllText(Path + ".damaged-20260203T040506Z"));
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void Use_DamagedWhileItRuns_BeginsAnewAndDoesTheWork()
    {
        using var database = Open(1);
        Write(database, 1);
        var tries = 0;

        var found = database.Use(session => tries++ == 0 ? throw new DatabaseDamagedException("a test says so") : session.Connection.Number("SELECT count(*) FROM number"));

        Assert.Equal((0, 2), (found, tries));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.damaged-*Z"));
    }

    [Fact]
    public void Use_FileDeletedWhileItRuns_IsToldAndBeginsAnew()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes no file that is open");
        using var database = Open(1);
        Write(database, 1);
        File.Delete(Path);

        Write(database, 2);

        Assert.Equal([2], Read(database));
        Assert.Equal(["begun", "set aside: its file was deleted", "begun"], _told);
    }

    [Fact]
    public void Use_LogDeletedWhileItRuns_HasAllInFilesThatAreThere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes no file that is open");
        using var database = Open(1);
        Write(database, 1);
        var first = database.Use(session => session);
        Assert.Same(first, database.Use(session => session));
        File.Delete(Path + "-wal");

        Write(database, 2);

        // What a power cut would leave.
        foreach (var file in Directory.GetFiles(_folder.Path, "numbers.db*"))
        {
            File.Copy(file, file.Replace("numbers.db", "copy.db", StringComparison.Ordinal));
        }

        using var copy = Open(1, name: "copy.db");
        Assert.Equal([1, 2], Read(copy));
        Assert.Equal([1, 2], Read(database));
        Assert.Equal(["begun"], _told);
    }

    [Fact]
    public void Use_Reopened_HasALogFromTheBegin()
    {
        using (var before = Open(1))
        {
            Write(before, 1);
        }

        using var database = Open(1);
        var session = database.Use(session => session);

        // A database without one would be opened anew at each use.
        Assert.True(File.Exists(Path + "-wal"));
        Assert.Same(session, database.Use(session => session));
    }

    [Fact]
    public void Use_Disposed_Fails()
    {
        var database = Open(1);
        database.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Read(database));
    }

    public void Dispose() => _folder.Dispose();

    void IDatabaseEvents.Begun(string path) => _told.Add("begun");

    void IDatabaseEvents.Failed(string path, Exception failure) => _told.Add("failed");

    void IDatabaseEvents.WorksAgain(string path) => _told.Add("works again");

    void IDatabaseEvents.SetAside(string path, string aside, string damage) => _told.Add("set aside: " + damage);

    private static bool Write(DurableDatabase<Session> database, int number) => database.Use(session => Insert(session, number) > 0);

    private static int Insert(Session session, int number, byte[]? filler = null)
    {
        using var insert = filler is null ? session.Connection.Prepare("INSERT INTO number (n) VALUES ($n)", "$n") : session.Connection.Prepare("INSERT INTO number (n, filler) VALUES ($n, $filler)", "$n", "$filler");
        return (filler is null ? insert.With(number) : insert.With(number, filler)).ExecuteNonQuery();
    }

    private static List<int> Read(DurableDatabase<Session> database) => database.Use(
        session =>
        {
            var numbers = new List<int>();
            using var select = session.Connection.Prepare("SELECT n FROM number ORDER BY n");
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                numbers.Add(reader.GetInt32(0));
            }

            return numbers;
        },
        isWrite: false);

    private DurableDatabase<Session> Open(int schema, long maxBytes = 1 << 24, int ballast = 0, string name = "numbers.db") =>
        new(_folder.Sub(name), new("a database of numbers", Id, Steps[..schema]), maxBytes, ballast, connection => new(connection), _time, this);

    private sealed class Session(SqliteConnection connection) : IDisposable
    {
        public SqliteConnection Connection { get; } = connection;

        public void Dispose()
        {
        }
    }
}
