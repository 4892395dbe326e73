import {observed} from '../../src/push/send/outcomes.js'
import {InputSender, type InputSenderOptions, type SendInputs} from '../../src/push/send/send-inputs.js'

/** Sends inputs to this HubSpot, whatever is seen on the way. Default key: `id`. */
export function sendInputsTo(api: InputSenderOptions['api'], options: Partial<InputSenderOptions> = {}): SendInputs {
  const sender = new InputSender({api, idProperty: 'id', ...options})
  return inputs => observed(sender.send(inputs))
}
