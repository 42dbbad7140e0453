using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Those who are to be at a meeting: the functions of the organisations that meet, and the coordinator.</summary>
public interface IRequireMeetingMember : IGuardedByArea
{
    /// <summary>The meeting.</summary>
    int Id { get; }
}

/// <summary>Those who plan a meeting: the key persons of its group, and the coordinator.</summary>
public interface IRequireMeetingPlanner : IGuardedByArea
{
    /// <summary>The meeting.</summary>
    int Id { get; }
}

internal sealed class MeetingMemberGuard(AppDb db, Caller caller) : Guard<IRequireMeetingMember, MeetingAccess>
{
    protected override Task<Outcome<MeetingAccess>> FindAsync(IRequireMeetingMember request, CancellationToken ct) =>
        MeetingAccess.FindAsync(db, caller, request.Id, MeetingPart.Member, ct);
}

internal sealed class MeetingPlannerGuard(AppDb db, Caller caller) : Guard<IRequireMeetingPlanner, MeetingAccess>
{
    protected override Task<Outcome<MeetingAccess>> FindAsync(IRequireMeetingPlanner request, CancellationToken ct) =>
        MeetingAccess.FindAsync(db, caller, request.Id, MeetingPart.Planner, ct);
}
