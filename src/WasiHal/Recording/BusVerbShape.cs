namespace WasiHal.Recording;

/// <summary>
/// How one verb stands in a file: the one table that the writer, the reader and the replay go by. A name that is null
/// means that the verb has no such member.
/// </summary>
/// <param name="Kind">The part of <c>bus</c> before its number or name: <c>i2c</c> of <c>i2c-1</c>.</param>
/// <param name="Operation">The member <c>op</c>; null for buses that know one verb only.</param>
internal sealed record BusVerbShape(string Kind, string? Operation)
{
    private static readonly BusVerbShape[] Shapes = Make();

    /// <summary>Member of <see cref="BusEntry.Whole"/>.</summary>
    public string? Whole { get; init; }

    /// <summary>When that number is written as a word: the words by number.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Member of <see cref="BusEntry.SecondWhole"/>.</summary>
    public string? SecondWhole { get; init; }

    /// <summary>Member of <see cref="BusEntry.Real"/>.</summary>
    public string? Real { get; init; }

    /// <summary>Member of <see cref="BusEntry.SecondReal"/>.</summary>
    public string? SecondReal { get; init; }

    /// <summary>Member of <see cref="BusEntry.Flag"/>.</summary>
    public string? Flag { get; init; }

    /// <summary>Member of <see cref="BusEntry.Text"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Whether fractions are the answer, absent when the verb failed.</summary>
    public bool AnswersReals { get; init; }

    /// <summary>Whether the flag is the answer, absent when the verb failed.</summary>
    public bool AnswersFlag { get; init; }

    /// <summary>Whether an address belongs to the device.</summary>
    public bool HasAddress { get; init; }

    /// <summary>Whether bytes are sent.</summary>
    public bool Writes { get; init; }

    /// <summary>Whether bytes are answered.</summary>
    public bool Reads { get; init; }

    /// <summary>The shape of a verb.</summary>
    public static BusVerbShape Of(BusVerb verb) => Shapes[(int)verb];

    /// <summary>Every kind of bus, in the order of the documentation.</summary>
    public static IEnumerable<string> Kinds => Shapes.Select(shape => shape.Kind).Distinct();

    /// <summary>Every operation of a kind.</summary>
    public static IEnumerable<string?> OperationsOf(string kind) => Shapes.Where(shape => shape.Kind == kind).Select(shape => shape.Operation);

    /// <summary>The verb of a kind and an operation, null when there is none.</summary>
    public static BusVerb? Find(string kind, string? operation)
    {
        var index = Array.FindIndex(Shapes, shape => shape.Kind == kind && shape.Operation == operation);
        return index < 0 ? null : (BusVerb)index;
    }

    private static BusVerbShape[] Make()
    {
        var shapes = new BusVerbShape[Enum.GetValues<BusVerb>().Length];
        shapes[(int)BusVerb.PluginStart] = new("plugin", "start") { Text = "version" };
        shapes[(int)BusVerb.PluginGap] = new("plugin", "gap") { Whole = "transactions" };
        shapes[(int)BusVerb.I2cTransfer] = new("i2c", null) { HasAddress = true, Writes = true, Reads = true };
        shapes[(int)BusVerb.SpiTransfer] = new("spi", null) { Whole = "clockHz", SecondWhole = "mode", Writes = true, Reads = true };
        shapes[(int)BusVerb.UartOpen] = new("uart", "open") { Whole = "baud" };
        shapes[(int)BusVerb.UartRead] = new("uart", "read") { Whole = "max", Real = "timeout", Reads = true };
        shapes[(int)BusVerb.UartWrite] = new("uart", "write") { Writes = true };
        shapes[(int)BusVerb.GpioConfigure] = new("gpio", "configure") { Whole = "mode", Words = KebabWords.Of<GpioMode>() };
        shapes[(int)BusVerb.GpioRead] = new("gpio", "read") { Flag = "high", AnswersFlag = true };
        shapes[(int)BusVerb.GpioWrite] = new("gpio", "write") { Flag = "high" };
        shapes[(int)BusVerb.GpioWait] = new("gpio", "wait") { Whole = "edge", Words = KebabWords.Of<GpioEdge>(), Real = "timeout", Flag = "came", AnswersFlag = true };
        shapes[(int)BusVerb.PwmStart] = new("pwm", "start") { Real = "frequencyHz", SecondReal = "duty" };
        shapes[(int)BusVerb.PwmStop] = new("pwm", "stop");
        shapes[(int)BusVerb.LedsSet] = new("leds", "set") { Whole = "start", Writes = true };
        shapes[(int)BusVerb.LedsShow] = new("leds", "show");
        shapes[(int)BusVerb.BuzzerBeep] = new("buzzer", "beep") { Whole = "count", Real = "on", SecondReal = "off" };
        shapes[(int)BusVerb.RelaySet] = new("relays", "set") { Flag = "on" };
        shapes[(int)BusVerb.RelayGet] = new("relays", "get") { Flag = "on", AnswersFlag = true };
        shapes[(int)BusVerb.ClimateDht22] = new("climate", "read-dht22") { Real = "temperature", SecondReal = "humidity", AnswersReals = true };
        return shapes;
    }
}
