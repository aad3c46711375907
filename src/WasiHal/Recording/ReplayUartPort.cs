namespace WasiHal.Recording;

/// <summary>One serial port of a recording. Reads are answered at once.</summary>
internal sealed class ReplayUartPort(ReplayScript script, string name) : IUartPort
{
    public void Open(int baud) => script.Next(new BusEntry { Verb = BusVerb.UartOpen, Bus = name, Whole = baud }, default);

    public int Read(Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = script.Next(new BusEntry { Verb = BusVerb.UartRead, Bus = name, Whole = buffer.Length, Real = timeout.TotalSeconds }, default);
        script.Answer(answer, buffer);
        return answer.Read.Length;
    }

    /// <summary>Does nothing: closing is not recorded.</summary>
    public void Close()
    {
    }

    public void Write(ReadOnlySpan<byte> data) =>
        script.Next(new BusEntry { Verb = BusVerb.UartWrite, Bus = name, WriteLength = data.Length }, data);
}
