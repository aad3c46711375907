using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>
/// The layer that a TOML file makes. Once a gate is set, a change of the file is taken over only when it passes; the
/// running configuration stays otherwise, also when the file vanishes.
/// </summary>
internal sealed class TomlConfigurationProvider(TomlConfigurationSource source, TimeProvider time)
    : ConfigurationProvider, ILocatedConfiguration, IDisposable
{
    /// <summary>Editors write in several steps; reading begins when they have been quiet for this long.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly Lock _reading = new();
    private volatile TomlDocument _document = TomlDocument.Empty;
    private FileSystemWatcher? _watcher;
    private ITimer? _timer;

    /// <summary>Decides about a change of the file.</summary>
    public IReloadGate? Gate { get; set; }

    /// <summary>The file's absolute path.</summary>
    public string Path => source.Path;

    /// <inheritdoc/>
    public string? BaseDirectory => System.IO.Path.GetDirectoryName(source.Path);

    /// <inheritdoc/>
    public override void Load()
    {
        // .NET loads every layer anew when any layer is added; what runs already must not change behind the gate.
        if (Gate is null)
        {
            Take(ReadFile() ?? (source.Optional ? TomlDocument.Empty : throw Missing()));
            Watch();
        }
    }

    /// <summary>Reads the file again and takes it over if it is right.</summary>
    public void Reload()
    {
        lock (_reading)
        {
            try
            {
                var candidate = ReadFile() ?? throw Missing();
                if (Gate?.Accepts(this, candidate) ?? true)
                {
                    Take(candidate);
                    OnReload();
                }
            }
            catch (ConfigurationException wrong)
            {
                Gate?.Refuse(this, wrong.Faults);
            }
            catch (Exception failure)
            {
                // The one broad catch here: this runs on a timer, where nobody else would catch what a listener throws.
                Gate?.Failed(this, failure);
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        base.GetChildKeys(parentPath is not null && _document.Arrays.Contains(parentPath) ? [] : earlierKeys, parentPath);

    /// <inheritdoc/>
    public bool TryLocate(string key, out ConfigurationLocation location)
    {
        var lines = _document.Lines;
        var known = lines.TryGetValue(key, out var line);
        if (!known)
        {
            // A table that was never opened by its own name begins where its first key stands.
            var below = lines.Where(pair => pair.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value).DefaultIfEmpty(0).Min();
            (known, line) = (below > 0, below);
        }

        location = new(source.Path, line);
        return known;
    }

    /// <summary>The layer as it would be with another document, for checking before it counts.</summary>
    /// <param name="candidate">The other document.</param>
    public TomlConfigurationProvider With(TomlDocument candidate)
    {
        var other = new TomlConfigurationProvider(source, time);
        other.Take(candidate);
        return other;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher?.Dispose();
        _timer?.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => source.Path;

    private void Take(TomlDocument document)
    {
        _document = document;
        Data = new Dictionary<string, string?>(document.Values, StringComparer.OrdinalIgnoreCase);
    }

    private TomlDocument? ReadFile()
    {
        try
        {
            using var file = new FileStream(source.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[TomlReader.LargestBytes + 1];
            return TomlReader.Read(buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)), source.Path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new(source.Path, null, "", null, "cannot be read: " + unreadable.Message)]);
        }
    }

    private ConfigurationException Missing() => new([new(source.Path, null, "", null, "does not exist")]);

    private void Watch()
    {
        if (!source.ReloadOnChange || _watcher is not null || !Directory.Exists(BaseDirectory))
        {
            return;
        }

        _timer = time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var watcher = new FileSystemWatcher(BaseDirectory, System.IO.Path.GetFileName(source.Path));
        watcher.Changed += (_, _) => Soon();
        watcher.Created += (_, _) => Soon();
        watcher.Renamed += (_, _) => Soon();
        watcher.Deleted += (_, _) => Soon();
        watcher.EnableRaisingEvents = true;
        _watcher = watcher;
    }

    private void Soon() => _timer?.Change(Quiet, Timeout.InfiniteTimeSpan);
}
