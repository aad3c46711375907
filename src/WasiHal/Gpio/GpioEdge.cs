namespace WasiHal;

/// <summary>A change of level. In the order of the WIT <c>edge</c> enum.</summary>
public enum GpioEdge
{
    /// <summary>Low to high.</summary>
    Rising,

    /// <summary>High to low.</summary>
    Falling,

    /// <summary>Either.</summary>
    Both,
}
