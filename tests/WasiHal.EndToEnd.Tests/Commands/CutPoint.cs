namespace WasiHal.EndToEnd.Tests.Commands;

/// <summary>Where in a command the wire breaks.</summary>
public enum CutPoint
{
    /// <summary>It was offered; the asking for leave does not arrive.</summary>
    BeforeLeave,

    /// <summary>Leave was given; the spoke does not hear of it.</summary>
    InLeave,

    /// <summary>The spoke has leave.</summary>
    AfterLeave,

    /// <summary>It was done; the result does not arrive.</summary>
    BeforeResult,

    /// <summary>The result arrived; the spoke does not hear of it.</summary>
    InResult,
}
