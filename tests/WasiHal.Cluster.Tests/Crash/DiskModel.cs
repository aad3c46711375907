namespace WasiHal.Cluster.Tests.Crash;

/// <summary>
/// A disk that may lose power: what was brought to it stays; of what was written since, any part may be there. Writes of a
/// file become safe with a sync of the file, names with a sync of their folder.
/// </summary>
internal sealed class DiskModel
{
    private const int SectorBytes = 512;

    private readonly Dictionary<string, SimulatedFile> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedFile> _safeNames = new(StringComparer.Ordinal);

    /// <summary>Changes that a power cut now may take back.</summary>
    public int Unsafe => _names.Values.Concat(_safeNames.Values).Distinct().Sum(file => file.Pending.Count);

    /// <summary>Does what a call did.</summary>
    public void Apply(DiskCall call)
    {
        switch (call)
        {
            case DiskCall.Create create:
                _names.TryAdd(create.Path, new());
                break;
            case DiskCall.Write or DiskCall.Truncate:
                _names[PathOf(call)].Pending.Add(call);
                break;
            case DiskCall.Sync sync when _names.TryGetValue(sync.Path, out var file):
                file.MakeSafe();
                break;
            case DiskCall.Sync sync:
                SyncFolder(sync.Path);
                break;
            case DiskCall.Unlink unlink:
                _names.Remove(unlink.Path);
                break;
            case DiskCall.Rename rename:
                _names.Remove(rename.From, out var moved);
                _names[rename.To] = moved!;
                break;
        }
    }

    /// <summary>Files as a power cut may leave them.</summary>
    /// <param name="random">Decides what is there.</param>
    /// <param name="share">How likely each change that is not safe is there: 0 none, 1 all.</param>
    /// <param name="torn">Whether of a write single sectors may be there.</param>
    public IReadOnlyDictionary<string, byte[]> AfterPowerCut(Random random, double share, bool torn)
    {
        // A name that was removed or given without a sync may be as before or as after; all of them together, as a file
        // system with a journal has it.
        var names = share >= 1 || random.NextDouble() < share ? _names : _safeNames;
        return names.ToDictionary(name => name.Key, name => name.Value.AfterPowerCut(random, share, torn), StringComparer.Ordinal);
    }

    private static string PathOf(DiskCall call) => call switch
    {
        DiskCall.Write write => write.Path,
        DiskCall.Truncate truncate => truncate.Path,
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    private void SyncFolder(string folder)
    {
        foreach (var name in _safeNames.Keys.Where(name => Path.GetDirectoryName(name) == folder.TrimEnd('/')).ToArray())
        {
            _safeNames.Remove(name);
        }

        foreach (var (name, file) in _names.Where(name => Path.GetDirectoryName(name.Key) == folder.TrimEnd('/')))
        {
            _safeNames[name] = file;
        }
    }

    private sealed class SimulatedFile
    {
        private byte[] _safe = [];

        public List<DiskCall> Pending { get; } = [];

        public void MakeSafe()
        {
            _safe = Pending.Aggregate(_safe, Do);
            Pending.Clear();
        }

        public byte[] AfterPowerCut(Random random, double share, bool torn)
        {
            var content = _safe;
            foreach (var call in Pending)
            {
                if (share >= 1 || random.NextDouble() < share)
                {
                    content = torn && call is DiskCall.Write write ? Torn(write).Aggregate(content, Do) : Do(content, call);
                }
            }

            return content;

            IEnumerable<DiskCall> Torn(DiskCall.Write write)
            {
                for (var begin = 0; begin < write.Bytes.Length; begin += SectorBytes)
                {
                    if (random.Next(4) > 0)
                    {
                        yield return new DiskCall.Write(write.Path, write.Offset + begin, write.Bytes[begin..Math.Min(begin + SectorBytes, write.Bytes.Length)]);
                    }
                }
            }
        }

        private static byte[] Do(byte[] content, DiskCall call)
        {
            switch (call)
            {
                case DiskCall.Truncate truncate:
                    var cut = new byte[truncate.Length];
                    content.AsSpan(0, (int)Math.Min(content.Length, truncate.Length)).CopyTo(cut);
                    return cut;
                case DiskCall.Write write:
                    var written = new byte[Math.Max(content.Length, write.Offset + write.Bytes.Length)];
                    content.CopyTo(written, 0);
                    write.Bytes.CopyTo(written, (int)write.Offset);
                    return written;
                default:
                    throw new ArgumentOutOfRangeException(nameof(call));
            }
        }
    }
}
