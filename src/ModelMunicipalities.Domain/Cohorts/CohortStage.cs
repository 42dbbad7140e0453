namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>How far a cohort has come. What each stage allows is told by <see cref="Stages.Allows"/>.</summary>
public enum CohortStage
{
    /// <summary>Dates and criteria are being set; organisations may be invited already.</summary>
    Planning = 1,

    /// <summary>The invited apply.</summary>
    Application = 2,

    /// <summary>No new applications; the coordinator decides on those that there are.</summary>
    Admission = 3,

    /// <summary>The admitted are paired with mentors.</summary>
    Pairing = 4,

    /// <summary>The programme goes on: groups meet, checklists are scored.</summary>
    Running = 5,

    /// <summary>Over. Nothing in it is changed any more, except what each says of the time after.</summary>
    Closed = 6,
}

/// <summary>What may be done in a cohort at some stages and not at others.</summary>
public enum CohortAct
{
    /// <summary>Move the dates of the timeline, name it, set the last day for applications.</summary>
    Schedule,

    /// <summary>Set the criteria of admission and the instrument, on which applications depend.</summary>
    SetCriteria,

    /// <summary>Invite organisations to apply.</summary>
    Invite,

    /// <summary>Write and submit an application.</summary>
    Apply,

    /// <summary>Correct an application that was sent back.</summary>
    Correct,

    /// <summary>Take an application back.</summary>
    TakeBack,

    /// <summary>Admit, put on the waiting list, decline, send back; call up from the waiting list.</summary>
    Decide,

    /// <summary>Ask organisations to be mentors, and say how many one can take.</summary>
    OfferPlaces,

    /// <summary>Have groups proposed.</summary>
    Propose,

    /// <summary>Announce groups.</summary>
    Publish,

    /// <summary>Plan and hold meetings.</summary>
    Meet,

    /// <summary>Write down and carry out improvements.</summary>
    Improve,

    /// <summary>Leave the cohort, as participant or as mentor.</summary>
    Leave,

    /// <summary>Say whether to be a mentor afterwards.</summary>
    StateAfterwards,
}

/// <summary>The stages of a cohort in order, and what each allows.</summary>
public static class Stages
{
    private static readonly Dictionary<CohortAct, (CohortStage First, CohortStage Last)> When = new()
    {
        [CohortAct.Schedule] = (CohortStage.Planning, CohortStage.Running),
        [CohortAct.SetCriteria] = (CohortStage.Planning, CohortStage.Planning),
        [CohortAct.Invite] = (CohortStage.Planning, CohortStage.Application),
        [CohortAct.Apply] = (CohortStage.Application, CohortStage.Application),
        [CohortAct.Correct] = (CohortStage.Application, CohortStage.Pairing),
        [CohortAct.TakeBack] = (CohortStage.Application, CohortStage.Pairing),
        [CohortAct.Decide] = (CohortStage.Application, CohortStage.Running),
        [CohortAct.OfferPlaces] = (CohortStage.Planning, CohortStage.Running),
        [CohortAct.Propose] = (CohortStage.Application, CohortStage.Running),
        [CohortAct.Publish] = (CohortStage.Pairing, CohortStage.Running),
        [CohortAct.Meet] = (CohortStage.Pairing, CohortStage.Running),
        [CohortAct.Improve] = (CohortStage.Pairing, CohortStage.Running),
        [CohortAct.Leave] = (CohortStage.Application, CohortStage.Running),
        [CohortAct.StateAfterwards] = (CohortStage.Running, CohortStage.Closed),
    };

    /// <summary>True when a stage allows an act.</summary>
    public static bool Allows(this CohortStage stage, CohortAct act) => stage >= When[act].First && stage <= When[act].Last;

    /// <summary>Why a stage does not allow an act; null when it does.</summary>
    public static Refusal? WhyNot(this CohortStage stage, CohortAct act) =>
        stage.Allows(act) ? null
        : stage < When[act].First ? Refusal.Conflict("TooEarlyStage", stage, When[act].First)
        : Refusal.Conflict("TooLateStage", stage);
}
