namespace WasiHal;

/// <summary>Turns colours into wire bytes in one of several ways that all give the same bytes. <see cref="Write"/> only reads the object.</summary>
internal interface IPixelWriter
{
    /// <summary>Wire bytes behind those of the LEDs that <see cref="Write"/> may overwrite.</summary>
    const int Slack = 8;

    /// <summary>Takes over what each colour value becomes before it is encoded. Allocates nothing.</summary>
    /// <param name="tones">256 bytes.</param>
    /// <param name="factor">1 to 256 when every tone is <c>value * factor >> 8</c>, else null.</param>
    void SetTones(ReadOnlySpan<byte> tones, int? factor);

    /// <summary>Writes the LEDs' bytes. Allocates nothing.</summary>
    /// <param name="colors">Three bytes for each LED: red, green, blue.</param>
    /// <param name="wire">The LEDs' bytes and at least <see cref="Slack"/> more; what the slack holds afterwards is undefined. The caller has checked it.</param>
    void Write(ReadOnlySpan<byte> colors, Span<byte> wire);
}
