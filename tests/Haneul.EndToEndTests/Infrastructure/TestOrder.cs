using Haneul.EndToEndTests.Infrastructure;
using Haneul.Tests;

[assembly: TestCollectionOrderer(typeof(TestOrder))]

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>The order of the classes of this program.</summary>
public sealed class TestOrder() : LongestFirst(
    "StolenDatabaseTests", "RotationUnderLoadTests", "Clients", "Filled console", "FirstStartKillTests", "CrashTests", "FirstStartTests", "JourneyTests");
