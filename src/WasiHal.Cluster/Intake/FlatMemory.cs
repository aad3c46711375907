namespace WasiHal.Cluster.Intake;

/// <summary>
/// What sensors that number nothing said last, so that the same said again is not counted again. Bounded in sensors and in
/// what is remembered of each. Safe from any thread.
/// </summary>
internal sealed class FlatMemory
{
    /// <summary>What is remembered of a sensor.</summary>
    public const int OfASensor = 1_000;

    /// <summary>Sensors that are remembered; whoever has been silent for longest is forgotten.</summary>
    public const int MaxSensors = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Node, string Sensor), LinkedListNode<Said>> _sensors = [];
    private readonly LinkedList<Said> _order = new();

    /// <summary>Remembers what was said.</summary>
    /// <returns>False when it was said before.</returns>
    public bool TryAdd(FlatSensor sensor)
    {
        lock (_lock)
        {
            var said = Of((sensor.Node, sensor.Sensor));
            var hash = (ulong)sensor.Hash;
            if (said.Hashes.Contains(hash))
            {
                return false;
            }

            if (said.Hashes.Count < OfASensor)
            {
                said.Hashes.Add(hash);
            }
            else
            {
                said.Hashes[said.Next] = hash;
                said.Next = (said.Next + 1) % OfASensor;
            }

            return true;
        }
    }

    /// <summary>What was said could not be taken: it is news when it is said again.</summary>
    public void Remove(FlatSensor sensor)
    {
        lock (_lock)
        {
            if (_sensors.TryGetValue((sensor.Node, sensor.Sensor), out var known) && known.Value.Hashes.IndexOf((ulong)sensor.Hash) is >= 0 and var index)
            {
                // Nothing that was said has this hash but by a chance of one in 2^64.
                known.Value.Hashes[index] = 0;
            }
        }
    }

    private Said Of((string Node, string Sensor) id)
    {
        if (_sensors.TryGetValue(id, out var known))
        {
            _order.Remove(known);
            _order.AddLast(known);
            return known.Value;
        }

        if (_sensors.Count == MaxSensors)
        {
            _sensors.Remove(_order.First!.Value.Id);
            _order.RemoveFirst();
        }

        return (_sensors[id] = _order.AddLast(new Said(id))).Value;
    }

    private sealed class Said((string Node, string Sensor) id)
    {
        public (string Node, string Sensor) Id => id;

        public List<ulong> Hashes { get; } = [];

        public int Next { get; set; }
    }
}
