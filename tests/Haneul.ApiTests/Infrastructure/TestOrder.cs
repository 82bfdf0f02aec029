using Haneul.ApiTests.Infrastructure;
using Haneul.Tests;

[assembly: TestCollectionOrderer(typeof(TestOrder))]

namespace Haneul.ApiTests.Infrastructure;

/// <summary>The order of the classes of this program.</summary>
public sealed class TestOrder() : LongestFirst(
    "EveryFieldTests", "ConsoleRoleMatrixTests", "PersonaMatrixTests", "LargeSearchTests", "KeyRotationTests", "BackupRoundTripTests", "SecretsMatrixTests", "EventSearch");
