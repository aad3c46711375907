using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Durable;

namespace WasiHal.Hosting.Storage;

/// <summary>
/// The storage of all plugins of this node: one SQLite file in the data folder. The file is made at the first use, so
/// that a node whose plugins store nothing writes nothing. A file that is damaged, or is not ours, is set aside and a new
/// one begun. Safe from any thread.
/// </summary>
internal sealed class StorageDatabase : IDatabaseEvents, IDisposable
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "plugin-storage.db";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, WriteAllowance> _allowances = new(StringComparer.Ordinal);
    private readonly DurableDatabase<StorageSession> _database;
    private readonly TimeProvider _time;
    private readonly ILogger<StorageDatabase> _logger;

    /// <summary>Touches no disk.</summary>
    public StorageDatabase(IOptions<DataOptions> data, TimeProvider time, ILogger<StorageDatabase> logger)
    {
        (_time, _logger) = (time, logger);

        // Each plugin has a quota; all of them together need no bound of their own.
        _database = new(Path.Combine(data.Value.Directory, FileName), StorageSession.Kind, long.MaxValue, 0, connection => new(connection), time, this);
    }

    /// <summary>The storage of one plugin. Touches no disk.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="quotaBytes">Sum of its keys and values at most.</param>
    /// <param name="writesPerMinute">Writes in the long run, at most.</param>
    public IPluginStorage For(string pluginId, long quotaBytes, int writesPerMinute)
    {
        lock (_lock)
        {
            // Kept for as long as the process lives: a plugin that is started anew has written no less.
            if (!_allowances.TryGetValue(pluginId, out var allowance))
            {
                _allowances[pluginId] = allowance = new WriteAllowance(_time);
            }

            return new PluginStorage(this, pluginId, quotaBytes, allowance, writesPerMinute);
        }
    }

    /// <summary>Reads with the connection, alone, opening it first when need be.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Other"/>: the disk or the file failed.</exception>
    internal T Read<T>(Func<SqliteConnection, T> work) => Use(work, isWrite: false);

    /// <summary>Writes with the connection, alone, opening it first when need be.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Other"/>: the disk or the file failed.</exception>
    internal void Write(Action<SqliteConnection> work) => Use(
        connection =>
        {
            work(connection);
            return true;
        },
        isWrite: true);

    public void Dispose() => _database.Dispose();

    void IDatabaseEvents.Begun(string path) => _logger.StorageBegun(path);

    void IDatabaseEvents.Failed(string path, Exception failure) => _logger.StorageFailed(failure, path);

    void IDatabaseEvents.WorksAgain(string path) => _logger.StorageWorksAgain(path);

    void IDatabaseEvents.SetAside(string path, string aside, string damage) => _logger.StorageSetAside(path, aside, damage);

    private T Use<T>(Func<SqliteConnection, T> work, bool isWrite)
    {
        try
        {
            return _database.Use(session => work(session.Connection), isWrite);
        }
        catch (DatabaseUnavailableException unavailable)
        {
            var cause = unavailable.InnerException!;
            throw new HardwareException(HardwareErrorKind.Other, string.Create(CultureInfo.InvariantCulture, $"the storage cannot be used: {cause.Message}"), cause);
        }
    }
}
