using System.Collections.Frozen;
using System.Globalization;

namespace WasiHal.Hosting.Policy;

/// <summary>A set of capabilities, as one permission table states it. Immutable.</summary>
internal sealed class PermissionSet
{
    // More distinct values than any board has devices; a list beyond that is a mistake or an attack.
    private const int MostCapabilities = 8192;

    private readonly long[] _numbers;
    private readonly FrozenSet<string> _ports;
    private readonly FrozenSet<string> _relays;
    private readonly FrozenSet<string> _actions;
    private readonly int[] _leds;

    private PermissionSet(SortedSet<Capability> capabilities)
    {
        Capabilities = [.. capabilities];
        _numbers = [.. capabilities.Where(c => c.Name is null).Select(c => c.Key)];
        _ports = Names(CapabilityKind.Uart);
        _relays = Names(CapabilityKind.Relays);
        _actions = Names(CapabilityKind.Actions);
        _leds = [.. capabilities.Where(c => c.Kind is CapabilityKind.Leds).Select(c => c.Number)];
        Texts = Describe(Capabilities);

        FrozenSet<string> Names(CapabilityKind kind) => capabilities.Where(c => c.Kind == kind).Select(c => c.Name!).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>No capability.</summary>
    public static PermissionSet Empty { get; } = new([]);

    /// <summary>What is in it, ordered.</summary>
    public IReadOnlyList<Capability> Capabilities { get; }

    /// <summary>Indices of its LEDs, ascending, to walk over without garbage.</summary>
    public ReadOnlySpan<int> LedIndices => _leds;

    /// <summary>Indices of its LEDs, ascending.</summary>
    public IReadOnlyList<int> Leds => _leds;

    /// <summary>One line for each capability, neighbouring LEDs together: <c>i2c 1:0x76</c>, <c>leds 0-4</c>.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Makes a set.</summary>
    public static PermissionSet Of(IEnumerable<Capability> capabilities) => new([.. capabilities]);

    /// <summary>Understands a permission table.</summary>
    /// <param name="items">Its keys and values.</param>
    /// <param name="place">Where it stands, put before the key in messages: <c>plugins.oled.permissions.</c>.</param>
    /// <param name="pins">Knows the labels of pins.</param>
    /// <param name="faults">Takes one message for each fault; with a fault the answer is of no use.</param>
    public static PermissionSet Parse(IEnumerable<PermissionItem> items, string place, IGpioBank pins, ICollection<string> faults)
    {
        var found = new List<Capability>();
        foreach (var item in items)
        {
            if (!PermissionGrammar.TryFind(item.Key, out var kind))
            {
                faults.Add($"{place}{PlainText.Short(item.Key)} is no permission: use {PermissionGrammar.AcceptedKeys}");
                continue;
            }

            foreach (var value in item.Values)
            {
                if (!PermissionGrammar.TryRead(kind, value, pins, found, out var hint))
                {
                    faults.Add($"{place}{item.Key}: \"{PlainText.Short(value)}\" is not {PermissionGrammar.Accepted(kind)}{(hint is null ? "" : "; " + hint)}");
                }

                if (found.Count > MostCapabilities)
                {
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{place}{item.Key} names more than {MostCapabilities} things"));
                    return Empty;
                }
            }
        }

        return Of(found);
    }

    /// <summary>Whether a capability is in the set. Allocates nothing.</summary>
    public bool Contains(Capability capability) => capability.Kind switch
    {
        CapabilityKind.Uart => _ports.Contains(capability.Name!),
        CapabilityKind.Relays => _relays.Contains(capability.Name!),
        CapabilityKind.Actions => _actions.Contains(capability.Name!),
        _ => ContainsNumber(capability.Key),
    };

    // A plugin has a handful of rights: looking at each is faster than any table. LEDs can be many.
    private bool ContainsNumber(long key) =>
        _numbers.Length <= 16 ? _numbers.AsSpan().Contains(key) : _numbers.AsSpan().BinarySearch(key) >= 0;

    /// <summary>What is in both sets.</summary>
    public PermissionSet Intersect(PermissionSet other) => Of(Capabilities.Where(other.Contains));

    /// <summary>What is in this set and not in the other.</summary>
    public PermissionSet Except(PermissionSet other) => Of(Capabilities.Where(c => !other.Contains(c)));

    /// <summary>What is in either set.</summary>
    public PermissionSet Union(PermissionSet other) => Of(Capabilities.Concat(other.Capabilities));

    /// <summary>The set as lines of a TOML table, which are understood as the same set.</summary>
    public IReadOnlyList<string> ToTomlLines() =>
        [.. Capabilities.GroupBy(c => c.Kind).Select(group => group.Key is CapabilityKind.Buzzer
            ? $"{PermissionGrammar.KeyOf(group.Key)} = true"
            : $"{PermissionGrammar.KeyOf(group.Key)} = [{string.Join(", ", group.Key is CapabilityKind.Leds ? Runs(Leds, "\"") : group.Select(c => c.TomlValue))}]")];

    private static List<string> Describe(IReadOnlyList<Capability> capabilities)
    {
        List<string> texts = [.. capabilities.Where(c => c.Kind < CapabilityKind.Leds).Select(c => c.ToString())];
        texts.AddRange(Runs(capabilities.Where(c => c.Kind is CapabilityKind.Leds).Select(c => c.Number), "").Select(run => $"leds {run}"));
        texts.AddRange(capabilities.Where(c => c.Kind > CapabilityKind.Leds).Select(c => c.ToString()));
        return texts;
    }

    // 0, 1, 2, 5 as 0-2 and 5.
    private static List<string> Runs(IEnumerable<int> ascending, string quote)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var number in ascending)
        {
            if (runs.Count > 0 && runs[^1].Last == number - 1)
            {
                runs[^1] = (runs[^1].First, number);
            }
            else
            {
                runs.Add((number, number));
            }
        }

        return [.. runs.Select(run => run.First == run.Last
            ? run.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{quote}{run.First}-{run.Last}{quote}"))];
    }
}
