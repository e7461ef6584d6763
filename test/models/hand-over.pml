/*
 * One effect and two drivers. The second takes over when it holds the first for dead, which it may only seem: a zombie stands still between any two
 * of its actions and then goes on. Everything that either says goes into one journal, which takes an entry only behind the last one its writer read.
 *
 *   CLASS          0 keyed (the server absorbs a second) · 1 marked (it can be counted)
 *   FENCE_INTENT   whether the journal refuses the intent of a driver whose epoch is over
 *   FENCE_OUTCOME  the same for the outcome
 *   FREEZE         1: a driver may stand still anywhere · 2: not between its intent and its request · 0: and the server knows whose epoch it is
 *   RECOUNT        whether the number of applications is counted after the outcome, so that two are noticed
 *
 * `twice` is what must not happen unseen: applied more than once, and the record says done without an warned.
 */
#ifndef RECOUNT
#define RECOUNT 1
#endif

byte epoch = 0;            /* of the driver that claimed last */
byte applied = 0;
bool intent = false;
byte doneEntries = 0;
bool warned = false;
bool frozen[2] = false;

/* A driver may be taken for dead by the other while it stands at one of these places. */
inline mayFreeze(me) {
  if
  :: FREEZE > 0 -> frozen[me] = true; frozen[me] = false
  :: true -> skip
  fi
}

inline send() {
  if
  :: CLASS == 0 && applied > 0 -> skip
  :: else -> applied++
  fi
}

proctype driver(byte me) {
  byte mine;
  bool seenIntent;
  /* Claim: only when nobody drives, or who does is held for dead. */
  atomic {
    (epoch == me) ->
    epoch = me + 1;
    mine = epoch;
    seenIntent = intent
  }
  if
  :: doneEntries > 0 -> goto end
  :: else -> skip
  fi;
  if
  :: seenIntent ->
     /* Not known whether it was sent: look, after the settle time, in which nothing is on the wire any more but what a zombie sends later. */
     if
     :: applied > 0 -> goto outcome
     :: else -> skip
     fi
  :: else -> skip
  fi;
  mayFreeze(me);
  atomic {
    if
    :: FENCE_INTENT && epoch != mine -> goto end
    :: else -> intent = true
    fi
#if FREEZE == 1
  };
  mayFreeze(me);
  atomic {
#endif
#if FREEZE == 0
    /* As if the server itself knew the epoch. */
    if :: epoch != mine -> goto end :: else -> skip fi;
#endif
    send()
  };
  mayFreeze(me);
outcome:
  atomic {
    if
    :: FENCE_OUTCOME && epoch != mine -> goto end
    :: else -> doneEntries++
    fi
  };
  if
  :: RECOUNT && applied > 1 -> warned = true
  :: else -> skip
  fi;
end:
  skip
}

init {
  atomic { run driver(0); run driver(1) };
  (_nr_pr == 1);
  /* The watch after launch looks at everything once more. */
  if
  :: RECOUNT && applied > 1 -> warned = true
  :: else -> skip
  fi;
#ifdef NEVER_TWICE
  assert(applied <= 1);
#endif
#ifdef NEVER_UNSEEN
  assert(applied <= 1 || warned);
#endif
#ifdef ONE_OUTCOME
  assert(doneEntries <= 1);
#endif
}
