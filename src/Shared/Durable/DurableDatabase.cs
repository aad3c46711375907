using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace WasiHal.Durable;

/// <summary>
/// A database with one connection and one use at a time. It is opened at the first use; after a failure it is opened anew,
/// because nobody knows what a file holds whose flush failed until it is read again; one that is damaged is set aside and a
/// new one begun. Safe from any thread.
/// </summary>
/// <typeparam name="TSession">What is made for each connection: its prepared statements, and what it read at the start.</typeparam>
internal sealed class DurableDatabase<TSession> : IDisposable
    where TSession : class, IDisposable
{
    // Where there was no room for the ballast, trying again at every commit would write more than the commits do.
    private static readonly TimeSpan BallastPause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly DatabaseKind _kind;
    private readonly long _maxBytes;
    private readonly Func<SqliteConnection, TSession> _begin;
    private readonly TimeProvider _time;
    private readonly IDatabaseEvents _events;
    private readonly Ballast _ballast;
    private SqliteConnection? _connection;
    private TSession? _session;
    private volatile string? _problem;
    private bool _writeFailed;
    private long? _ballastFailed;
    private bool _disposed;

    /// <summary>Touches no disk.</summary>
    /// <param name="path">The file; its folder is made when it is absent.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="maxBytes">Size that it never exceeds.</param>
    /// <param name="ballastBytes">Room that is kept for <see cref="UseToMakeRoom"/>; 0 for none.</param>
    /// <param name="begin">Makes a session. A <see cref="DatabaseDamagedException"/> of it sets the file aside.</param>
    /// <param name="time">Names files that are set aside.</param>
    /// <param name="events">Told what happens.</param>
    public DurableDatabase(string path, DatabaseKind kind, long maxBytes, int ballastBytes, Func<SqliteConnection, TSession> begin, TimeProvider time, IDatabaseEvents events)
    {
        (Path, _kind, _maxBytes, _begin, _time, _events) = (path, kind, maxBytes, begin, time, events);
        _ballast = new(path + ".ballast", ballastBytes);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Why it cannot be used, as far as its last use showed; null when it can.</summary>
    public string? Problem => _problem;

    /// <summary>Uses the session, alone. Work that writes opens and commits its own transaction.</summary>
    /// <param name="work">May be done twice: the second time on an empty database, when the first one was damaged.</param>
    /// <param name="isWrite">Whether it writes: a full disk can be read well, so that only what was written ends a <see cref="Problem"/> that a write began.</param>
    /// <exception cref="DatabaseUnavailableException">The disk or the file failed. Whether the work was done is not known: look.</exception>
    public T Use<T>(Func<TSession, T> work, bool isWrite = true)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                var answer = UseOrBeginAnew(work, out var wrote);
                Succeeded(isWrite && wrote);
                return answer;
            }
            catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw Failed(exception, isWrite);
            }
            catch
            {
                // Whatever else the work did, it may have left a transaction open.
                Close();
                throw;
            }
        }
    }

    /// <summary>As <see cref="Use"/>, for work that makes room: on a full disk the ballast is given up for it.</summary>
    /// <param name="work">May be done twice.</param>
    /// <exception cref="DatabaseUnavailableException">As with <see cref="Use"/>.</exception>
    public T UseToMakeRoom<T>(Func<TSession, T> work)
    {
        try
        {
            return Use(work);
        }
        catch (DatabaseUnavailableException failure) when (failure.InnerException is { } cause && DatabaseFile.IsFull(cause) && _ballast.Give())
        {
            return Use(work);
        }
    }

    /// <summary>Closes the file. A later use of it fails.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Close();
        }
    }

    private T UseOrBeginAnew<T>(Func<TSession, T> work, out bool wrote)
    {
        try
        {
            return Do(work, out wrote);
        }
        catch (Exception exception) when (DatabaseFile.IsDamage(exception))
        {
            Close();
            var aside = DatabaseFile.SetAside(Path, _time.GetUtcNow());
            _events.SetAside(Path, aside, exception.Message);
            return Do(work, out wrote);
        }
    }

    private T Do<T>(Func<TSession, T> work, out bool wrote)
    {
        var session = Session();
        var before = SQLitePCL.raw.sqlite3_total_changes(_connection!.Handle);
        var answer = work(session);
        wrote = SQLitePCL.raw.sqlite3_total_changes(_connection.Handle) != before;
        return answer;
    }

    [MemberNotNull(nameof(_session))]
    private TSession Session()
    {
        if (_session is not null && !File.Exists(Path))
        {
            // What is written to it now goes with the last of its handles, and nothing would tell.
            throw new DatabaseDamagedException("its file was deleted");
        }

        if (_session is not null && !File.Exists(Path + DatabaseFile.LogEnding))
        {
            // So does what is written to a log that was deleted. What is in it so far goes into the file, and a new one is begun.
            _connection!.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            Close();
        }

        if (_session is null)
        {
            _connection = DatabaseFile.Open(Path, _kind, _maxBytes, out var isNew);
            if (isNew)
            {
                _events.Begun(Path);
            }

            _session = Begin(_connection);
        }

        return _session;
    }

    private TSession Begin(SqliteConnection connection)
    {
        try
        {
            return _begin(connection);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            // Its statements are right: a table or a column is missing.
            throw new DatabaseDamagedException(exception.Message, exception);
        }
    }

    private void Succeeded(bool wrote)
    {
        if (_problem is not null && (wrote || !_writeFailed))
        {
            (_problem, _writeFailed) = (null, false);
            _events.WorksAgain(Path);
        }

        if (wrote && (_ballastFailed is not { } failed || _time.GetElapsedTime(failed) > BallastPause))
        {
            _ballastFailed = _ballast.Take() ? null : _time.GetTimestamp();
        }
    }

    private DatabaseUnavailableException Failed(Exception exception, bool isWrite)
    {
        Close();
        _writeFailed |= isWrite;
        if (_problem is null)
        {
            _events.Failed(Path, exception);
        }

        _problem = exception.Message;
        return new DatabaseUnavailableException($"{Path} cannot be used: {exception.Message}", exception);
    }

    private void Close()
    {
        try
        {
            _session?.Dispose();
            _connection?.Dispose();
        }
        catch (SqliteException)
        {
            // It has failed already, and that was told; closing it adds nothing.
        }

        (_session, _connection) = (null, null);
    }
}
